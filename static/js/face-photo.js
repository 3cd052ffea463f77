// Show the chosen photo on the photo page. It stays in the browser until the form is sent.

let shown;

document.addEventListener("change", (event) => {
  const input = event.target;
  if (!(input instanceof HTMLInputElement) || !input.dataset.preview) return;
  const figure = document.getElementById(input.dataset.preview);
  const picture = figure.querySelector("img");
  if (shown) URL.revokeObjectURL(shown);
  const file = input.files[0];
  shown = file ? URL.createObjectURL(file) : undefined;
  figure.hidden = true;
  picture.onload = () => {
    figure.hidden = false;
  };
  if (shown) picture.src = shown;
});
