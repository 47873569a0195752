package dev.weir.retrain.text.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.training.GradientCollector;
import dev.weir.retrain.text.data.Disguises;
import dev.weir.retrain.text.data.EncodedTexts;
import dev.weir.retrain.text.data.Heads;
import dev.weir.retrain.text.data.TextEncoder;
import dev.weir.retrain.text.data.TrainingText;
import dev.weir.retrain.text.model.AdamW;
import dev.weir.retrain.text.model.BagConvNet;
import dev.weir.retrain.text.model.HashTable;
import dev.weir.retrain.text.model.Parameter;
import dev.weir.retrain.text.vocabulary.TokenizerJson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Steps of training, and passes that only score. What a step draws depends on the seed and the
 * step's number alone. Confined to one thread; owns native memory until it is closed.
 */
final class Trainer implements AutoCloseable {
  private static final int SCORING_BATCH = 512;
  private static final float LARGEST_NORM = 1;

  private final BagConvNet net;
  private final Heads heads;
  private final Recipe recipe;
  private final AdamW optimiser;
  private final TextEncoder encoder;
  private final NDManager root = NDManager.newBaseManager();

  /**
   * A trainer that has done nothing.
   *
   * @param encoder of texts that are disguised anew in each step; stays the caller's
   */
  Trainer(BagConvNet net, Heads heads, Recipe recipe, TextEncoder encoder) {
    this.encoder = encoder;
    this.net = net;
    this.heads = heads;
    this.recipe = recipe;
    this.optimiser = new AdamW(net.parameters(), recipe.decay(), LARGEST_NORM);
  }

  AdamW optimiser() {
    return optimiser;
  }

  /**
   * One step on some rows.
   *
   * @return the mean loss of the tasks
   */
  float step(EncodedTexts texts, int[] unordered, Schedule schedule, int step, int steps) {
    SplittableRandom random = new SplittableRandom(recipe.seed() * 1_000_003 + step);
    Engine.getInstance().setRandomSeed((int) (recipe.seed() * 1_000_003 + step));
    List<Shown> batch = shown(texts, unordered, random);
    int count = batch.size();
    int[] rows = batch.stream().mapToInt(Shown::row).toArray();
    float share = recipe.share(step, steps);
    int[][] tokens = new int[count][];
    int[][] bagIds = new int[2 * count][];
    for (int i = 0; i < count; i++) {
      int[][] ids = batch.get(i).ids;
      tokens[i] = hide(ids[0], random);
      bagIds[2 * i] = HashTable.drop(ids[1], recipe.bagDropout(), random);
      bagIds[2 * i + 1] = HashTable.drop(ids[2], recipe.bagDropout(), random);
    }
    try (NDManager manager = root.newSubManager()) {
      List<NDArray> shown = show(manager, true);
      NDArray bags = means(manager, bagIds);
      bags.setRequiresGradient(true);
      float loss;
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        NDList out =
            net.forward(manager, new BagConvNet.Batch(tokens, bags, recipe.dropout()), shown);
        NDArray taskLoss = taskLoss(manager, out.get(0), texts, rows, schedule, shown);
        NDArray total = taskLoss;
        if (net.shape().auxiliary() > 0) {
          total = total.add(auxiliaryLoss(manager, out.get(1), texts, rows));
        }
        collector.backward(total);
        loss = taskLoss.getFloat();
      }
      float[][] gradients = new float[shown.size()][];
      for (int p = 0; p < gradients.length; p++) {
        gradients[p] = shown.get(p).getGradient().toFloatArray();
      }
      optimiser.step(gradients, recipe.learningRate() * share);
      float[] bagGradient = bags.getGradient().toFloatArray();
      for (int i = 0; i < bagIds.length; i++) {
        net.table()
            .descend(bagIds[i], bagGradient, i * net.table().width(), recipe.tableRate() * share);
      }
      return loss;
    }
  }

  /** A row as a step sees it: ids of tokens, word and character n-grams. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Shown(int row, int[][] ids) {}

  /** Rows, some of them disguised, the shortest first. */
  private List<Shown> shown(EncodedTexts texts, int[] rows, SplittableRandom random) {
    List<Shown> batch = new ArrayList<>();
    for (int row : rows) {
      boolean disguised = random.nextDouble() < recipe.disguised();
      batch.add(
          new Shown(
              row,
              disguised
                  ? encoder.encode(Disguises.of(texts.texts().get(row).text(), random))
                  : new int[][] {
                    texts.tokens()[row], texts.words()[row], texts.characters()[row]
                  }));
    }
    batch.sort(Comparator.comparingInt(one -> one.ids[0].length));
    return batch;
  }

  private static int[] byLength(EncodedTexts texts, int[] rows) {
    return Arrays.stream(rows)
        .boxed()
        .sorted(Comparator.comparingInt(row -> texts.tokens()[row].length))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private int[] hide(int[] tokens, SplittableRandom random) {
    int[] result = tokens.clone();
    int mask = TokenizerJson.SPECIALS.indexOf(TokenizerJson.MASK);
    for (int i = 0; i < result.length; i++) {
      if (random.nextDouble() < recipe.tokenMask()) {
        result[i] = mask;
      }
    }
    return result;
  }

  /** float (rows, 2 × table width) of a word and a character bag for each row, in turn. */
  private NDArray means(NDManager manager, int[][] bags) {
    int width = net.table().width();
    float[] means = new float[bags.length * width];
    for (int i = 0; i < bags.length; i++) {
      net.table().mean(bags[i], means, i * width);
    }
    return manager.create(means, new Shape(bags.length / 2, 2L * width));
  }

  /** Cross entropy of every label that is known, over the rows of the batch. */
  private NDArray taskLoss(
      NDManager manager,
      NDArray logits,
      EncodedTexts texts,
      int[] rows,
      Schedule schedule,
      List<NDArray> shown) {
    int width = heads.logits();
    float[] targets = new float[rows.length * width];
    long[] sets = new long[rows.length];
    for (int i = 0; i < rows.length; i++) {
      TrainingText text = texts.texts().get(rows[i]);
      sets[i] = text.set();
      float[] weights = schedule.weights(rows[i]);
      for (int task = 0; task < weights.length; task++) {
        if (text.labels()[task] != TrainingText.UNKNOWN) {
          int from = i * width + heads.offset(task);
          float shared = recipe.smoothing() * weights[task];
          Arrays.fill(targets, from, from + heads.width(task), shared / heads.width(task));
          targets[from + text.labels()[task]] += weights[task] - shared;
        }
      }
    }
    NDArray target = manager.create(targets, new Shape(rows.length, width));
    NDArray setBias = net.setBias(shown).get(manager.create(sets));
    NDArray biased = logits.add(setBias.mul(manager.create(biased())));
    NDArray sum = manager.zeros(new Shape());
    for (int task = 0; task < heads.tasks().size(); task++) {
      int offset = heads.offset(task);
      NDIndex columns = new NDIndex(":, {}:{}", offset, offset + heads.width(task));
      sum = sum.add(biased.get(columns).logSoftmax(1).mul(target.get(columns)).sum());
    }
    return sum.div(-rows.length);
  }

  /** 1 for each logit that has a bias for each data set. */
  private float[] biased() {
    float[] biased = new float[heads.logits()];
    for (int task = 0; task < heads.tasks().size(); task++) {
      boolean has = recipe.hasSetBias(heads.tasks().get(task).task());
      Arrays.fill(biased, heads.offset(task), heads.offset(task) + heads.width(task), has ? 1 : 0);
    }
    return biased;
  }

  /** Binary cross entropy of the auxiliary labels that a row speaks of, summed over them. */
  private NDArray auxiliaryLoss(NDManager manager, NDArray logits, EncodedTexts texts, int[] rows) {
    int width = net.shape().auxiliary();
    float[] targets = new float[rows.length * width];
    float[] masks = new float[rows.length * width];
    for (int i = 0; i < rows.length; i++) {
      TrainingText text = texts.texts().get(rows[i]);
      System.arraycopy(text.auxiliary(), 0, targets, i * width, width);
      System.arraycopy(text.auxiliaryMask(), 0, masks, i * width, width);
    }
    Shape shape = new Shape(rows.length, width);
    return Activation.softPlus(logits)
        .sub(logits.mul(manager.create(targets, shape)))
        .mul(manager.create(masks, shape))
        .sum()
        .mul(recipe.auxiliary() / rows.length);
  }

  private List<NDArray> show(NDManager manager, boolean gradient) {
    List<NDArray> shown = new ArrayList<>();
    for (Parameter parameter : net.parameters()) {
      shown.add(parameter.show(manager, gradient));
    }
    return shown;
  }

  /** Logits of all texts without the bias of a data set, by row. */
  float[][] score(EncodedTexts texts) {
    int[] order = byLength(texts, java.util.stream.IntStream.range(0, texts.size()).toArray());
    float[][] result = new float[texts.size()][];
    int width = heads.logits();
    for (int from = 0; from < order.length; from += SCORING_BATCH) {
      int count = Math.min(SCORING_BATCH, order.length - from);
      try (NDManager manager = root.newSubManager()) {
        List<NDArray> shown = show(manager, false);
        int[][] tokens = new int[count][];
        int[][] bags = new int[2 * count][];
        for (int i = 0; i < count; i++) {
          tokens[i] = texts.tokens()[order[from + i]];
          bags[2 * i] = texts.words()[order[from + i]];
          bags[2 * i + 1] = texts.characters()[order[from + i]];
        }
        float[] logits =
            net.forward(manager, new BagConvNet.Batch(tokens, means(manager, bags), 0), shown)
                .get(0)
                .toFloatArray();
        for (int i = 0; i < count; i++) {
          result[order[from + i]] = Arrays.copyOfRange(logits, i * width, (i + 1) * width);
        }
      }
    }
    return result;
  }

  @Override
  public void close() {
    root.close();
  }
}
