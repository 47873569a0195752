"use strict";
// What pages are made of: the figures in #figures, and how to add to #report. Text reaches the page
// through textContent only.
const page = (function () {
  const data = JSON.parse(document.getElementById("figures").textContent);
  const root = document.getElementById("report");
  root.textContent = "";

  function add(parent, tag, text, style) {
    const element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    if (style) element.className = style;
    parent.appendChild(element);
    return element;
  }

  function table(parent, head, rows, mark) {
    const element = add(parent, "table");
    const first = add(element, "tr");
    head.forEach((cell) => add(first, "th", cell));
    rows.forEach((row, i) => {
      const line = add(element, "tr");
      row.forEach((cell, j) => add(line, "td", String(cell), mark && mark(i, j) ? "right" : ""));
    });
  }

  function panel(parent, title) {
    const element = add(parent, "section", undefined, "panel");
    add(element, "h3", title);
    return element;
  }

  function chart(parent, option) {
    const element = add(parent, "div", undefined, "chart");
    const drawn = echarts.init(element, null, { renderer: "svg" });
    drawn.setOption(Object.assign({ animation: false, aria: { enabled: true } }, option));
    addEventListener("resize", () => drawn.resize());
  }

  const unit = (name) => ({
    type: "value", name, nameLocation: "middle", nameGap: 34, min: 0, max: 1,
  });
  const grid = { left: 60, right: 24, top: 40, bottom: 48 };

  return { data, root, add, table, panel, chart, unit, grid };
})();
