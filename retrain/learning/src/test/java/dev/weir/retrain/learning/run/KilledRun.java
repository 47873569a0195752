package dev.weir.retrain.learning.run;

import dev.weir.engine.ModelIdentity;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.retrain.fraud.train.TrainingProgress;
import dev.weir.retrain.learning.LearningInput;
import dev.weir.retrain.learning.SimulatedFraud;
import dev.weir.retrain.learning.SimulatedLabels;
import dev.weir.retrain.learning.fraud.FraudLearner;
import dev.weir.retrain.learning.gate.PromotionPolicy;
import dev.weir.retrain.learning.text.TextLearner;
import dev.weir.retrain.release.store.FolderRepository;
import dev.weir.retrain.transformer.train.FineTuneListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One run of the loop in a process that a test kills: {@code KilledRun MODEL HOME}. The topic is a
 * file of lines; the store is the one that jobs read.
 */
final class KilledRun implements Releases {
  static final String STORE = "store";
  static final String TOPIC = "announced.txt";
  private static final int LABELS = 900;

  private final Path home;
  private final FolderRepository store;

  private KilledRun(Path home) {
    this.home = home;
    this.store = new FolderRepository(home.resolve(STORE));
  }

  public static void main(String[] args) throws IOException {
    Path home = Path.of(args[1]);
    KilledRun releases = new KilledRun(home);
    List<String> announced = releases.announced();
    ModelPackage champion =
        ModelPackage.read(
            announced.isEmpty()
                ? Path.of(args[0])
                : home.resolve(STORE)
                    .resolve(announced.get(announced.size() - 1).replace('@', '/')));
    try (Lease lease = Lease.tryTake(home.resolve("runs"))) {
      if (lease == null) {
        throw new IllegalStateException("the lease of a killed process is still held");
      }
      LearningRun.run(
          new LearningRun.Order(
              home.resolve("runs"),
              champion.identity().name().equals("weir-fraud")
                  ? fraud(champion, Path.of(args[0]))
                  : text(champion),
              PromotionPolicy.defaults(),
              releases,
              17,
              Instant.now()),
          stage -> {});
    }
  }

  private static Learner text(ModelPackage champion) {
    LearningInput input =
        new LearningInput(
            SimulatedLabels.of(LABELS, 1), List.of(), SimulatedLabels.unlabelled(200, 2));
    return new TextLearner(
        champion, () -> input, PromotionPolicy.defaults(), FineTuneListener.NONE);
  }

  private static Learner fraud(ModelPackage champion, Path first) {
    return new FraudLearner(
        champion,
        new SimulatedFraud(first, 1, 30, 500),
        PromotionPolicy.defaults(),
        TrainingProgress.SILENT);
  }

  private List<String> announced() throws IOException {
    Path topic = home.resolve(TOPIC);
    return Files.exists(topic) ? Files.readAllLines(topic) : List.of();
  }

  @Override
  public Set<String> versions(String name) throws IOException {
    return store.list().stream().map(model -> model.version()).collect(Collectors.toSet());
  }

  @Override
  public void put(Path pack, ModelIdentity identity) throws IOException {
    store.push(ModelPackage.read(pack));
  }

  @Override
  public boolean isAnnounced(ModelIdentity identity) throws IOException {
    return announced().contains(identity.toString());
  }

  @Override
  public void announce(ModelIdentity identity, PromotionPolicy.Release release, String note)
      throws IOException {
    Files.writeString(
        home.resolve(TOPIC),
        identity + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND,
        StandardOpenOption.SYNC);
  }
}
