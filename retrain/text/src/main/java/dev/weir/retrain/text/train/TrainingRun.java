package dev.weir.retrain.text.train;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.engine.feature.NgramBags;
import dev.weir.engine.feature.TextNormalizer;
import dev.weir.retrain.text.data.Disguises;
import dev.weir.retrain.text.data.EncodedTexts;
import dev.weir.retrain.text.data.TextEncoder;
import dev.weir.retrain.text.data.TrainingData;
import dev.weir.retrain.text.model.BagConvNet;
import dev.weir.retrain.text.model.HashTable;
import dev.weir.retrain.text.model.NetShape;
import dev.weir.retrain.text.model.Parameter;
import dev.weir.retrain.text.model.WeightAverage;
import dev.weir.retrain.text.vocabulary.PpmiEmbeddings;
import dev.weir.retrain.text.vocabulary.TokenizerJson;
import dev.weir.retrain.text.vocabulary.WordPieceLearner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A run from texts to the weights of the best epoch: vocabulary, first embeddings, steps, and after
 * each epoch a look at the validation texts. Writes its state to a folder several times an epoch
 * and goes on from there when it is run again. Confined to one thread.
 */
public final class TrainingRun {
  private static final String STATE = "state.checkpoint";
  private static final String BEST = "best.checkpoint";
  private static final int LEAST_PIECE_COUNT = 3;
  private static final int LEAST_BUCKET_COUNT = 2;
  private static final float TABLE_DEVIATION = 0.1f;
  private static final int PARTS_OF_EPOCH = 4;

  /** Changes whenever the same data and recipe would give other weights. */
  private static final int CODE = 2;

  private final TrainingData data;
  private final Recipe recipe;
  private final String key;
  private final Path state;
  private final Path best;
  private final Progress progress;

  private TrainingRun(
      TrainingData data, String snapshot, Recipe recipe, Path work, Progress progress) {
    this.data = data;
    this.recipe = recipe;
    this.key = key(snapshot, recipe);
    this.state = work.resolve(STATE);
    this.best = work.resolve(BEST);
    this.progress = progress;
  }

  /**
   * Trains, or goes on with a run that was cut off.
   *
   * @param snapshot hash of the data
   * @param work folder of the checkpoints
   * @throws IOException if a checkpoint cannot be written; the last good one stays
   */
  public static TrainedText run(
      TrainingData data, String snapshot, Recipe recipe, Path work, Progress progress)
      throws IOException {
    Files.createDirectories(work);
    return new TrainingRun(data, snapshot, recipe, work, progress).run();
  }

  /** Deletes the checkpoints of a run whose package is written. */
  public static void forget(Path work) throws IOException {
    Files.deleteIfExists(work.resolve(STATE));
    Files.deleteIfExists(work.resolve(BEST));
  }

  private TrainedText run() throws IOException {
    progress.stage("learning a vocabulary");
    List<String> vocabulary =
        WordPieceLearner.learn(
            data.train().stream().map(text -> TextNormalizer.normalize(text.text())).toList(),
            TokenizerJson.SPECIALS,
            recipe.vocabulary(),
            LEAST_PIECE_COUNT);
    ObjectNode tokenizer = TokenizerJson.describe(vocabulary);
    History history;
    OutputFit output;
    float[][] logits;
    BagConvNet net;
    try (TextEncoder encoder = new TextEncoder(tokenizer, recipe.maxTokens())) {
      EncodedTexts train = encoder.encode(data.train());
      EncodedTexts valid = encoder.encode(data.valid());
      net = newNet(encoder, train, vocabulary.size());
      try (Trainer trainer = new Trainer(net, data.heads(), recipe, encoder)) {
        history = train(trainer, net, train, valid);
        if (Checkpoint.read(best, key, weights(net)) == null) {
          throw new IOException("checkpoint " + best + " is gone; run the same command again");
        }
        progress.stage("calibrating");
        logits = trainer.score(valid);
        output = OutputFit.of(data.heads(), logits, data.valid());
      }
    }
    return new TrainedText(
        net, data.heads(), tokenizer, output, data, logits, history, recipe, key);
  }

  private BagConvNet newNet(TextEncoder encoder, EncodedTexts train, int vocabulary) {
    boolean resumes = Files.exists(state);
    if (!resumes) {
      progress.stage("learning first embeddings");
    }
    float[] embeddings =
        resumes
            ? new float[vocabulary * recipe.tokenWidth()]
            : PpmiEmbeddings.learn(train.tokens(), vocabulary, recipe.tokenWidth(), recipe.seed());
    NetShape shape =
        new NetShape(
            vocabulary,
            recipe.tokenWidth(),
            recipe.filters(),
            recipe.tableWidth(),
            recipe.hidden(),
            data.sets().size(),
            data.heads().logits(),
            data.auxiliary().size());
    boolean[] seen = HashTable.seen(NgramBags.ROWS, LEAST_BUCKET_COUNT, bags(encoder, train));
    HashTable table = new HashTable(recipe.tableWidth(), seen, TABLE_DEVIATION, recipe.seed());
    return new BagConvNet(shape, embeddings, table, recipe.seed());
  }

  /** The bags of the texts, and of one disguised copy of each where such are learned from. */
  private int[][][] bags(TextEncoder encoder, EncodedTexts train) {
    if (recipe.disguised() == 0) {
      return new int[][][] {train.words(), train.characters()};
    }
    SplittableRandom random = new SplittableRandom(recipe.seed());
    EncodedTexts copies =
        encoder.encode(
            data.train().stream()
                .map(text -> text.withText(Disguises.of(text.text(), random)))
                .toList());
    return new int[][][] {train.words(), train.characters(), copies.words(), copies.characters()};
  }

  private History train(Trainer trainer, BagConvNet net, EncodedTexts train, EncodedTexts valid)
      throws IOException {
    Schedule schedule = Schedule.of(data, recipe);
    List<float[]> everything = new ArrayList<>(weights(net));
    everything.addAll(Arrays.asList(trainer.optimiser().moments()));
    WeightAverage average = new WeightAverage(weights(net), recipe.average());
    everything.addAll(average.state());
    History history = History.empty();
    int step = 0;
    Checkpoint.@Nullable State resumed = Checkpoint.read(state, key, everything);
    if (resumed != null) {
      step = resumed.numbers()[0];
      trainer.optimiser().resume(step);
      history = History.ofJson(resumed.note());
    } else if (Files.exists(state)) {
      throw new IOException(
          "checkpoint %s is of other data or another recipe, or damaged; delete it to start afresh"
              .formatted(state));
    }
    int steps = schedule.steps();
    int part = Math.max(1, schedule.stepsOfEpoch() / PARTS_OF_EPOCH);
    progress.stage(resumed == null ? "training" : "training goes on at step " + step);
    while (step < steps && history.withoutProgress() < recipe.patience()) {
      int epoch = step / schedule.stepsOfEpoch();
      int[] rows = schedule.epoch(epoch);
      double loss = 0;
      int since = 0;
      for (int at = step % schedule.stepsOfEpoch(); at < schedule.stepsOfEpoch(); at++) {
        loss += trainer.step(train, schedule.batch(rows, at), schedule, step, steps);
        step++;
        since++;
        average.look(step);
        progress.step(step, steps, loss / since);
        boolean last = at + 1 == schedule.stepsOfEpoch();
        if (last || (at + 1) % part == 0) {
          history = history.with(new History.Loss(step, loss / since));
          loss = 0;
          since = 0;
          if (!last) {
            save(everything, step, history);
          }
        }
      }
      average.swap();
      history = history.with(measure(trainer, valid, step));
      progress.epoch(epoch + 1, history.epochs().get(history.epochs().size() - 1));
      if (history.withoutProgress() == 0) {
        Checkpoint.write(best, new Checkpoint.State(key, new int[] {step}, ""), weights(net));
      }
      average.swap();
      save(everything, step, history);
    }
    return history;
  }

  private void save(List<float[]> everything, int step, History history) throws IOException {
    Checkpoint.write(
        state,
        new Checkpoint.State(key, new int[] {step}, history.toJson().toString()),
        everything);
  }

  private History.Epoch measure(Trainer trainer, EncodedTexts valid, int step) {
    float[][] logits = trainer.score(valid);
    OutputFit fit = OutputFit.of(data.heads(), logits, data.valid());
    Map<String, Double> macroF1 =
        Quality.macroF1(data.heads(), data.sets(), logits, fit.bias(), data.valid());
    double score = Quality.mean(data.heads(), data.sets(), macroF1, data.valid());
    return new History.Epoch(step, score, macroF1);
  }

  private static List<float[]> weights(BagConvNet net) {
    List<float[]> weights = new ArrayList<>();
    for (Parameter parameter : net.parameters()) {
      weights.add(parameter.values());
    }
    weights.add(net.table().values());
    return weights;
  }

  private static String key(String snapshot, Recipe recipe) {
    String content = CODE + "\n" + TextNormalizer.ID + "\n" + snapshot + "\n" + recipe;
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(content.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
