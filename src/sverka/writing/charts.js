"use strict";
// Each chart is drawn alive when it comes into view; until then, without scripts and in print, its still picture stands.
(() => {
  const { config, charts } = JSON.parse(document.getElementById("charts").textContent);
  const options = { actions: false, ast: true, renderer: "svg", mode: "vega-lite", config };
  const draw = async (figure) => {
    const place = document.createElement("div");
    place.className = "live";
    figure.append(place);
    try {
      await vegaEmbed(place, charts[figure.dataset.chart], options);
      figure.classList.add("is-live");
    } catch (error) {
      place.remove();
      console.error(error);
    }
  };
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (entry.isIntersecting) {
        seen.unobserve(entry.target);
        draw(entry.target);
      }
    }
  }, { rootMargin: "200px" });
  for (const figure of document.querySelectorAll("figure.chart")) seen.observe(figure);
})();
