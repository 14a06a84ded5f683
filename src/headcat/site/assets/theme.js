// Light or dark, before anything is painted: as the reader chose here, else as the system says.
"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("scripting");
  const system = matchMedia("(prefers-color-scheme: dark)");

  /** @returns {string | null} what was chosen; nothing where the browser keeps nothing for this page */
  const stored = () => {
    try {
      return localStorage.getItem("headcat-theme");
    } catch {
      return null;
    }
  };

  /** @param {string | null} theme */
  const store = (theme) => {
    try {
      if (theme === null) localStorage.removeItem("headcat-theme");
      else localStorage.setItem("headcat-theme", theme);
    } catch {
      // then it lasts as long as the page
    }
  };

  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);

  /** @param {string | null} theme */
  const show = (theme) => {
    if (theme === "dark" || theme === "light") root.dataset.theme = theme;
    else delete root.dataset.theme;
    document.getElementById("theme")?.setAttribute("aria-pressed", String(isDark()));
  };

  show(stored());
  system.addEventListener("change", () => show(root.dataset.theme ?? null));
  document.addEventListener("DOMContentLoaded", () => {
    show(root.dataset.theme ?? null);
    document.getElementById("theme")?.addEventListener("click", () => {
      const dark = !isDark();
      const chosen = dark === system.matches ? null : dark ? "dark" : "light";
      store(chosen);
      show(chosen);
    });
  });
})();
