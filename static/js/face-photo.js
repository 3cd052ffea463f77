// Show the chosen photo on the photo page, and say before it is sent that it is too large: the server
// would hang up on it, and what was written beside it would be gone. It stays in the browser until
// the form is sent.

let shown;

document.addEventListener("change", (event) => {
  const input = event.target;
  if (!(input instanceof HTMLInputElement) || !input.dataset.preview) return;
  const figure = document.getElementById(input.dataset.preview);
  const picture = figure.querySelector("img");
  if (shown) URL.revokeObjectURL(shown);
  const file = input.files[0];
  const { mostBytes, tooLarge } = input.dataset;
  input.setCustomValidity(file?.size > Number(mostBytes) ? tooLarge : "");
  shown = file ? URL.createObjectURL(file) : undefined;
  figure.hidden = true;
  picture.onload = () => {
    figure.hidden = false;
  };
  if (shown) picture.src = shown;
});
