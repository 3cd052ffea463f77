"""A browser's speech recognition, in the page: what it would send to its maker is the network."""

# The last one that was started stands in window.ear; a test makes it hear or fail.
SCRIPT = """
window.SpeechRecognition = class {
  start() {
    if (window.earBroken) throw new DOMException("busy", "InvalidStateError");
    window.ear = this;
    window.ears = (window.ears ?? 0) + 1;
  }
  stop() { this.end(); }
  abort() { this.end(); }
  hear(...parts) {
    this.onresult({ results: parts.map((transcript) => [{ transcript }]) });
  }
  fail(error) {
    this.onerror({ error });
    this.end();
  }
  end() {
    window.ear = null;
    this.onend();
  }
};
"""
# A browser that cannot listen: Chromium has the second name without a way to hear.
NONE = "delete window.SpeechRecognition; delete window.webkitSpeechRecognition;"
