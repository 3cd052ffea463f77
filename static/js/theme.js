// Light, dark, or as the device says. The choice is a cookie, so that the server can write it into
// the page and nothing flashes.

const CHOICES = ["auto", "light", "dark"];
const YEAR = 365 * 24 * 3600;

function apply(choice) {
  const root = document.documentElement;
  if (choice === "auto") delete root.dataset.theme;
  else root.dataset.theme = choice;
  const button = document.getElementById("theme-switch");
  if (!button) return;
  button.dataset.choice = choice;
  button.setAttribute("aria-label", button.dataset[choice]);
}

export function watchTheme() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("#theme-switch");
    if (!button) return;
    const next = CHOICES[(CHOICES.indexOf(button.dataset.choice) + 1) % CHOICES.length];
    document.cookie = `theme=${next}; path=/; max-age=${YEAR}; SameSite=Lax`;
    apply(next);
  });
}
