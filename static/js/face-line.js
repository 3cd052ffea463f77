// The line to the server: one frame goes, its answer comes, then the next frame goes.

// About eight frames a second; the server refuses more than fifteen.
const MIN_GAP_MS = 120;
// A server that says nothing for so long is gone.
const ANSWER_MS = 10000;

// emotion/consumers.py: Close. Anything else is a line that broke.
const ENDS = { 1000: "settled", 4403: "consent", 4408: "timeout", 4503: "off", 4509: "full" };

/**
 * Talk to the face socket.
 *
 * `take` resolves to a JPEG blob or null. `onAnswer(answer)` gets each JSON object; `onEnd(code)` is
 * called once, with a value of ENDS or "lost". Returns a function that hangs up without a word.
 */
export function call(path, take, { onAnswer, onEnd }) {
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  const socket = new WebSocket(`${scheme}//${location.host}${path}`);
  let timer;
  let over = false;

  const end = (code) => {
    if (over) return;
    over = true;
    clearTimeout(timer);
    socket.close();
    onEnd?.(code);
  };

  const send = async () => {
    const sent = performance.now();
    const frame = await take();
    if (over || socket.readyState !== WebSocket.OPEN) return;
    if (!frame) {
      timer = setTimeout(send, MIN_GAP_MS);
      return;
    }
    socket.send(frame);
    timer = setTimeout(() => end("lost"), ANSWER_MS);
    socket.onmessage = (event) => {
      if (over) return;
      clearTimeout(timer);
      const answer = JSON.parse(event.data);
      onAnswer(answer);
      if (over || answer.settled) return;
      const wait = Math.max(0, MIN_GAP_MS - (performance.now() - sent));
      timer = setTimeout(send, wait);
    };
  };

  timer = setTimeout(() => end("lost"), ANSWER_MS);
  socket.onopen = () => {
    clearTimeout(timer);
    send();
  };
  socket.onclose = (event) => end(ENDS[event.code] ?? "lost");

  return () => {
    onEnd = null;
    end("hung up");
  };
}
