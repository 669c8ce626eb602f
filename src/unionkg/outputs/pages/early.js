// Before the page is drawn: the language and the theme that the reader chose last, or those of the system.
"use strict";
(() => {
  let kept = {};
  try {
    kept = { language: localStorage.getItem("unionkg-language"), theme: localStorage.getItem("unionkg-theme") };
  } catch {
    // A browser that keeps nothing shows the usual ones.
  }
  const root = document.documentElement;
  root.lang = kept.language === "en" ? "en" : "zh-CN";
  const dark = kept.theme ? kept.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "dark" : "light";
})();
