package dev.weir.retrain.transformer.data;

import dev.weir.engine.pack.Feature;
import dev.weir.engine.pack.InputSpec;
import dev.weir.retrain.transformer.encoder.TokenBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Puts rows of like length together, so that little is padded. Immutable. */
public final class RowBatches {
  private static final int POOL = 16;

  private final Map<Feature.Sequence, Long> pads = new EnumMap<>(Feature.Sequence.class);

  /** Batches for these inputs, filled up with their padding. */
  public RowBatches(List<InputSpec> inputs) {
    for (InputSpec input : inputs) {
      pads.putIfAbsent(input.feature().sequence(), 0L);
      if (input.feature().role() == Feature.Role.IDS) {
        pads.put(input.feature().sequence(), input.pad());
      }
    }
  }

  /** Rows as a model takes them. */
  public Map<Feature.Sequence, TokenBatch> batch(List<LabelledRow> rows) {
    Map<Feature.Sequence, TokenBatch> batch = new EnumMap<>(Feature.Sequence.class);
    pads.forEach(
        (sequence, pad) ->
            batch.put(
                sequence,
                TokenBatch.of(
                    rows.stream()
                        .map(row -> row.ids().getOrDefault(sequence, new long[0]))
                        .toList(),
                    pad)));
    return batch;
  }

  /**
   * One result for each row, in the rows' order.
   *
   * @param size rows of a batch, at most
   * @param model from a batch to one array for each of its rows
   */
  public float[][] map(
      List<LabelledRow> rows,
      int size,
      Function<Map<Feature.Sequence, TokenBatch>, float[][]> model) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, rows.size()).boxed().toList());
    order.sort(Comparator.comparingInt(row -> rows.get(row).length()));
    float[][] results = new float[rows.size()][];
    for (int from = 0; from < order.size(); from += size) {
      List<Integer> chosen = order.subList(from, Math.min(order.size(), from + size));
      float[][] some = model.apply(batch(chosen.stream().map(rows::get).toList()));
      for (int i = 0; i < some.length; i++) {
        results[chosen.get(i)] = some[i];
      }
    }
    return results;
  }

  /** An epoch's batches: each row once, by chance, but rows of a batch of like length. */
  public static List<List<LabelledRow>> shuffled(List<LabelledRow> rows, int size, Random random) {
    List<LabelledRow> order = new ArrayList<>(rows);
    Collections.shuffle(order, random);
    List<List<LabelledRow>> batches = new ArrayList<>();
    for (int from = 0; from < order.size(); from += size * POOL) {
      LabelledRow[] pool =
          order
              .subList(from, Math.min(order.size(), from + size * POOL))
              .toArray(LabelledRow[]::new);
      Arrays.sort(pool, Comparator.comparingInt(LabelledRow::length));
      for (int at = 0; at < pool.length; at += size) {
        batches.add(List.of(Arrays.copyOfRange(pool, at, Math.min(pool.length, at + size))));
      }
    }
    Collections.shuffle(batches, random);
    return batches;
  }
}
