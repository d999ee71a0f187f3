// Runs before the page is drawn, so that nobody sees the wrong theme flash by.
(() => {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const chosen = () => localStorage.getItem('playground-theme');
  const isDark = () => (chosen() ?? (system.matches ? 'dark' : 'light')) === 'dark';
  const apply = () => {
    document.documentElement.dataset.theme = isDark() ? 'dark' : 'light';
    document.dispatchEvent(new Event('playground-theme'));
  };
  system.addEventListener('change', apply);
  apply();
  window.playgroundTheme = {
    isDark,
    isChosen: () => chosen() !== null,
    toggle() {
      localStorage.setItem('playground-theme', isDark() ? 'light' : 'dark');
      apply();
      return isDark();
    },
    focus: (id) => document.getElementById(id)?.focus(),
  };
})();
