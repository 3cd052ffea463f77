// The webcam: open it, take small pictures from it, close it. Nothing is kept.

// Wide enough for the detector; a wider frame would only cost the listener's line.
const FRAME_WIDTH = 320;
const JPEG_QUALITY = 0.7;
// A prompt that nobody answers leaves the page waiting for ever.
const PROMPT_MS = 20000;

const CODES = {
  NotAllowedError: "denied",
  SecurityError: "denied",
  NotFoundError: "missing",
  OverconstrainedError: "missing",
  NotReadableError: "busy",
  AbortError: "busy",
};

/** Why the camera did not open: `code` is a key of the page's texts. */
export class CameraError extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

/** Ask for the camera; resolves to its stream, rejects with a CameraError. */
export async function open() {
  if (!navigator.mediaDevices?.getUserMedia) {
    throw new CameraError(window.isSecureContext ? "missing" : "insecure");
  }
  const wish = { facingMode: "user", width: { ideal: 640 }, height: { ideal: 480 } };
  const asked = navigator.mediaDevices.getUserMedia({ audio: false, video: wish });
  let timer;
  const tired = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new CameraError("unanswered")), PROMPT_MS);
  });
  try {
    return await Promise.race([asked, tired]);
  } catch (error) {
    // A yes that comes too late must not leave the camera on.
    asked.then(close, () => {});
    if (error instanceof CameraError) throw error;
    throw new CameraError(CODES[error.name] ?? "unknown");
  } finally {
    clearTimeout(timer);
  }
}

/** Let go of every track; the camera's own light goes out. */
export function close(stream) {
  for (const track of stream.getTracks()) track.stop();
}

/** A function that takes the video's present picture as a small JPEG blob (null while it is blank). */
export function shutter(video) {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { alpha: false });
  return () => {
    if (!video.videoWidth) return Promise.resolve(null);
    canvas.width = Math.min(FRAME_WIDTH, video.videoWidth);
    canvas.height = Math.round((video.videoHeight * canvas.width) / video.videoWidth);
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", JPEG_QUALITY));
  };
}
