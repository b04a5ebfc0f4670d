// Runs before the page is drawn: a theme chosen earlier applies without a flash.
(() => {
  "use strict";
  let chosen = null;
  try { chosen = localStorage.getItem("orgdb-theme"); } catch { /* storage can be off */ }
  if (chosen) document.documentElement.dataset.theme = chosen;
})();
