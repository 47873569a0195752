// A backtest.
(function () {
  const { data, root, add, table, panel, chart, unit, grid } = page;
  const decisions = ["approve", "review", "decline"];
  const colours = { approve: "#8fb8a8", review: "#e0b04c", decline: "#c2553f" };
  const metrics = [
    ["declined_precision", "precision of declined"], ["declined_recall", "recall of declined"],
    ["stopped_precision", "precision of stopped"], ["stopped_recall", "recall of stopped"],
    ["caught_loss", "fraud stopped"], ["missed_loss", "fraud approved"],
    ["false_positive_value", "genuine stopped"], ["false_declined_value", "genuine declined"],
  ];
  const count = (n) => n.toLocaleString("en");
  const money = (n) => n.toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const percent = (share) => share === undefined ? "–" : (100 * share).toFixed(1) + " %";
  const value = (name, n) => /loss|value/.test(name) ? money(n) : percent(n);
  const tally = (one) => [
    count(one.n), money(one.amount), count(one.frauds), count(one.genuine), percent(one.precision)];
  const columns = ["n", "amount", "fraud", "genuine", "precision"];

  const history = data.history;
  const model = `${data.model.name} ${data.model.version}`;
  const policies = Object.keys(data.policies).join(", ") || "no policy";
  document.title = `Backtest of ${policies}, ${model}`;
  add(root, "h1", document.title);
  const all = decisions.reduce((sum, decision) => sum + data.would[decision].n, 0);
  add(root, "p", `${count(all)} transactions`
    + (history.first ? ` from ${history.first} to ${history.last}` : "")
    + ` · ${count(history.before_range)} before them made histories`
    + ` · model digest ${data.model.digest.slice(0, 12)}`, "soft");
  const known = (part) => decisions.reduce((sum, decision) => sum + data.would[decision][part], 0);
  add(root, "p", `${count(history.labels)} labels: ${count(known("frauds"))} transactions are known to be`
    + ` fraud, ${count(known("genuine"))} genuine`
    + (history.assumed_genuine ? ` (${count(history.assumed_genuine)} by their age alone)` : ""), "soft");
  if (known("frauds") > 0 && known("genuine") === 0) {
    add(root, "p", "Nothing is labelled genuine, so precision says nothing.");
  }
  if (history.currencies.length > 1) {
    add(root, "p", "Amounts of different currencies are added: " + history.currencies.join(", "));
  }
  const lost = Object.entries(history.not_scored);
  if (history.repeats > 0) lost.unshift(["repeated event ids", history.repeats]);
  if (lost.length > 0) {
    add(root, "p", "Not judged: " + lost.map(([why, n]) => `${count(n)} ${why}`).join(", "));
  }

  const compared = data.compared;
  add(root, "h2", "What would have been decided");
  const cards = add(root, "div", undefined, "cards");
  metrics.forEach(([name, title]) => {
    const figures = (compared && compared.n === all ? compared : data).would.metrics;
    if (figures[name] === undefined) return;
    const card = add(cards, "div", title, "card");
    add(card, "b", value(name, figures[name]));
    if (compared && compared.n === all && compared.happened.metrics[name] !== undefined) {
      add(card, "span", "happened: " + value(name, compared.happened.metrics[name]), "soft");
    }
  });
  const tables = add(root, "div", undefined, "pair");
  tables.style.marginTop = "16px";
  table(panel(tables, "Decisions"), ["would be"].concat(columns),
    decisions.map((decision) => [decision].concat(tally(data.would[decision]))));

  if (compared) {
    const section = panel(tables, `Against what happened: ${count(compared.changed)} of `
      + `${count(compared.n)} decisions change`);
    table(section, ["happened \\ would be"].concat(decisions), decisions.map((happened) =>
      [happened].concat(decisions.map((would) => {
        const change = compared.changes.find((c) => c.happened === happened && c.would === would);
        return change ? `${count(change.n)} (${count(change.frauds)} fraud)` : "0";
      }))), (i, j) => j === i + 1);
    if (compared.n !== all) {
      table(panel(tables, "Where a verdict was recorded"), ["", "would be", "happened"],
        metrics.map(([name, title]) => [title].concat([compared.would, compared.happened].map(
          (side) => side.metrics[name] === undefined ? "–" : value(name, side.metrics[name])))));
    }
  }

  const charts = add(root, "div", undefined, "pair");
  charts.style.marginTop = "16px";
  const days = Object.keys(data.days);
  if (days.length > 1) {
    chart(panel(charts, "Not approved, by day (UTC)"), {
      grid,
      legend: { top: 8 },
      tooltip: { trigger: "axis" },
      xAxis: { type: "category", data: days },
      yAxis: { type: "value" },
      series: ["review", "decline"].map((decision) => ({
        name: decision, type: "bar", stack: "decisions", itemStyle: { color: colours[decision] },
        data: days.map((day) => data.days[day][decision]),
      })).concat([{
        name: "known frauds", type: "line", showSymbol: false, itemStyle: { color: "#1d2733" },
        data: days.map((day) => data.days[day].frauds),
      }]),
    });
  }
  if (data.curve) {
    chart(panel(charts, `Order by risk: ROC-AUC ${data.ranking.auc.toFixed(4)}, average precision `
      + data.ranking.average_precision.toFixed(4)), {
      grid,
      tooltip: {
        trigger: "item",
        formatter: (p) => `risk of at least ${p.data[2].toFixed(3)}<br>recall ${p.data[0].toFixed(3)}`
          + `<br>precision ${p.data[1].toFixed(3)}`,
      },
      xAxis: unit("recall"),
      yAxis: unit("precision"),
      series: [{ type: "line", data: data.curve, symbolSize: 4, showSymbol: data.curve.length < 60 }],
    });
  }

  const rules = add(root, "div", undefined, "pair");
  rules.style.marginTop = "16px";
  const byCount = (a, b) => b[1].n - a[1].n;
  const named = ([name, one]) => [name].concat(tally(one));
  if (Object.keys(data.rules).length > 0) {
    table(panel(rules, "Thresholds and rules that spoke against transactions"),
      ["rule"].concat(columns), Object.entries(data.rules).sort(byCount).map(named));
  }
  if (Object.keys(data.shadow).length > 0) {
    table(panel(rules, "On trial, without effect"),
      ["rule or policy"].concat(columns), Object.entries(data.shadow).sort(byCount).map(named));
  }
  const failed = Object.entries(data.failed_rules);
  if (failed.length > 0) {
    add(root, "p", "Rules without a value: "
      + failed.map(([rule, n]) => `${rule} ${count(n)} times`).join(", "));
  }
  if (compared && compared.largest.length > 0) {
    const section = panel(root, "Changed decisions on the largest amounts");
    section.style.marginTop = "16px";
    table(section, ["event", "occurred", "amount", "happened", "risk then", "would be", "risk", "truth",
      "rules"], compared.largest.map((one) => [one.event_id, one.occurred_at, money(one.amount),
      one.happened, one.happened_risk.toFixed(3), one.would, one.risk.toFixed(3), one.truth,
      one.rules.join(", ")]));
  }
})();
