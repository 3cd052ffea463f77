// Keep the models' panel in the admin fresh while a training is under way.

const PAUSE = 3000;

async function refresh() {
  const panel = document.querySelector("#models-panel[data-refresh]");
  if (!panel) return;
  try {
    const response = await fetch(panel.dataset.refresh, { redirect: "error" });
    if (response.ok) panel.outerHTML = await response.text();
  } catch (error) {
    console.warn("The models' panel could not be refreshed; trying again.", error);
  }
  setTimeout(refresh, PAUSE);
}

setTimeout(refresh, PAUSE);
