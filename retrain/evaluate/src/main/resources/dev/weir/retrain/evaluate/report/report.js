// An evaluation.
(function () {
  const { data, root, add, table, panel, chart, unit, grid } = page;
  const percent = ["accuracy", "macro_f1", "macro_recall"];
  const names = {
    accuracy: "accuracy", macro_f1: "macro F1", macro_recall: "macro recall", auc: "ROC-AUC",
    average_precision: "avg precision", ece: "calibration error",
    card_precision_at_100: "card precision@100", precision: "precision", recall: "recall", f1: "F1",
  };
  const order = Object.keys(names);
  const byOrder = (a, b) => order.indexOf(a) - order.indexOf(b);

  function show(name, value) {
    if (value === undefined) return "–";
    return percent.includes(name) ? (100 * value).toFixed(1) + " %" : value.toFixed(4);
  }

  function reliability(parent, bins) {
    const full = bins.filter((bin) => bin.n > 0);
    const all = full.reduce((sum, bin) => sum + bin.n, 0);
    chart(panel(parent, "Reliability: stated confidence and what came true"), {
      grid,
      tooltip: {
        formatter: (p) => p.seriesIndex === 0
          ? `${p.data[2]} rows<br>confidence ${p.data[0].toFixed(3)}<br>came true ${p.data[1].toFixed(3)}`
          : "",
      },
      xAxis: unit("confidence"),
      yAxis: unit("came true"),
      series: [
        {
          type: "scatter",
          data: full.map((bin) => [bin.confidence, bin.came_true, bin.n]),
          symbolSize: (point) => 8 + 28 * Math.sqrt(point[2] / all),
          itemStyle: { color: "#1f6f8b", opacity: 0.8 },
        },
        {
          type: "line", data: [[0, 0], [1, 1]], showSymbol: false, silent: true,
          lineStyle: { type: "dashed", color: "#8796a5" },
        },
      ],
    });
  }

  function precisionRecall(parent, curves, labels) {
    const wanted = labels.length === 2 ? labels.slice(1) : labels;
    chart(panel(parent, "Precision and recall" + (labels.length === 2 ? ` of «${labels[1]}»` : "")), {
      grid,
      legend: labels.length === 2 ? undefined : { top: 8 },
      tooltip: {
        trigger: "item",
        formatter: (p) => `${p.seriesName}<br>recall ${p.data[0].toFixed(3)}<br>precision `
          + `${p.data[1].toFixed(3)}<br>threshold ${p.data[2].toFixed(3)}`,
      },
      xAxis: unit("recall"),
      yAxis: unit("precision"),
      series: wanted.map((label) => ({
        name: label, type: "line", data: curves[label], symbolSize: 4, showSymbol: curves[label].length < 60,
      })),
    });
  }

  function task(result) {
    add(root, "h2", result.task);
    let note = `${result.n.toLocaleString("en")} rows; intervals: ${result.interval_method}`;
    if (result.labels_left_out) {
      note += `; left out of the model's answers, because the data cannot have it: ${result.labels_left_out.join(", ")}`;
    }
    add(root, "p", note, "soft");
    const cards = add(root, "div", undefined, "cards");
    Object.keys(result.metrics).sort(byOrder).forEach((name) => {
      const card = add(cards, "div", names[name] || name, "card");
      add(card, "b", show(name, result.metrics[name]));
      const interval = result.intervals[name];
      if (interval) add(card, "span", `${show(name, interval[0])} – ${show(name, interval[1])}`, "soft");
    });
    const pair = add(root, "div", undefined, "pair");
    pair.style.marginTop = "16px";
    if (result.reliability) reliability(pair, result.reliability);
    if (Object.values(result.curves || {}).some((curve) => curve.length > 0)) {
      precisionRecall(pair, result.curves, result.labels);
    }
    const tables = add(root, "div", undefined, "pair");
    tables.style.marginTop = "16px";
    if (Object.keys(result.per_class).length > 0) {
      const columns = ["n", "precision", "recall", "f1", "auc", "average_precision"];
      table(panel(tables, "Labels"), ["label"].concat(columns.map((c) => names[c] || c)),
        Object.entries(result.per_class).map(([label, values]) => [label].concat(
          columns.map((c) => c === "n" ? values.n : values[c] === undefined ? "–" : values[c].toFixed(3)))));
    }
    if (result.confusion) {
      table(panel(tables, "Confusion: a row is what a text is, a column what it was called"),
        [""].concat(result.labels),
        result.confusion.map((row, i) => [result.labels[i]].concat(row)),
        (i, j) => j === i + 1);
    }
    const slices = Object.entries(result.slices || {});
    if (slices.length > 0) {
      const metrics = order.filter((name) => result.metrics[name] !== undefined);
      const rows = [];
      slices.forEach(([slice, groups]) => Object.entries(groups).forEach(([group, value]) => rows.push(
        [`${slice}: ${group}`, value.n].concat(metrics.map((name) => show(name, value.metrics[name]))))));
      const section = panel(root, "Slices");
      section.style.marginTop = "16px";
      table(section, ["slice", "n"].concat(metrics.map((name) => names[name])), rows);
    }
  }

  document.title = `${data.model.name} ${data.model.version} on ${data.data}`;
  add(root, "h1", document.title);
  add(root, "p", `split ${data.split}${data.split_made_here ? " (drawn by Weir)" : ""} · model digest `
    + data.model.digest.slice(0, 12) + (data.data_hash ? ` · data ${data.data_hash.slice(0, 12)}` : ""), "soft");
  if (data.rejected) {
    add(root, "p", "Not scored: " + Object.entries(data.rejected).map(([code, n]) => `${n} ${code}`).join(", "));
  }
  data.results.forEach(task);
  (data.obfuscated || []).forEach((result) => {
    const section = panel(root, `Disguised ${result.label}: recall`);
    section.style.marginTop = "16px";
    table(section, ["disguise", "texts", "as written", "disguised", "kept"],
      Object.entries(result.kinds).concat([["all", result]]).map(([name, kind]) => [
        name, kind.n, show("accuracy", kind.clean_recall), show("accuracy", kind.disguised_recall),
        kind.kept === undefined ? "–" : show("accuracy", kind.kept)]));
  });
})();
