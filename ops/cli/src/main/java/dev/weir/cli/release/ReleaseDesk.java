package dev.weir.cli.release;

import dev.weir.cli.UsageFailure;
import dev.weir.cli.kafka.Connection;
import dev.weir.cli.model.ChosenModel;
import dev.weir.engine.error.ModelPackageException;
import dev.weir.engine.error.NearestName;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.engine.pack.PackageCheck;
import dev.weir.retrain.release.ReleaseException;
import dev.weir.retrain.release.ReleaseException.Problem;
import dev.weir.retrain.release.ReleaseLog;
import dev.weir.retrain.release.store.FolderRepository;
import dev.weir.retrain.release.store.ModelRepositories;
import dev.weir.retrain.release.store.ModelRepository;
import dev.weir.retrain.release.store.StoredModel;
import dev.weir.serde.registry.RegistryClients;
import dev.weir.serde.registry.RegistryConfig;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Packages on their way to a release: found, checked, put where jobs load them from. Not
 * thread-safe.
 */
public final class ReleaseDesk implements AutoCloseable {

  private final Path weirDir;
  private final FolderRepository local;
  private final @Nullable ModelRepository shared;

  /**
   * @param weirDir the platform's folder, whose {@code models} its jobs load from
   * @param store a further store for other machines, a folder or {@code s3://bucket/prefix}; null
   *     for none
   * @throws UsageFailure if the store is neither
   */
  public ReleaseDesk(Path weirDir, @Nullable String store) {
    this.weirDir = weirDir;
    this.local = new FolderRepository(ChosenModel.store(weirDir).root());
    try {
      this.shared =
          store == null
              ? null
              : ModelRepositories.open(store, System.getenv(ModelRepositories.ENDPOINT));
    } catch (IllegalArgumentException e) {
      throw new UsageFailure("--store: " + e.getMessage());
    }
  }

  /**
   * The package of that name: a folder, one that is shipped, one of the platform's folder, or one
   * of the store, which is fetched.
   *
   * @throws ReleaseException {@link Problem#UNKNOWN_MODEL} with the nearest name
   */
  public ModelPackage find(String reference) throws IOException {
    try {
      return ModelPackage.read(ChosenModel.of(reference, weirDir).dir());
    } catch (ModelPackageException e) {
      if (e.problem() != ModelPackageException.Problem.MISSING_FILE
          || Files.isDirectory(Path.of(reference))
          || isHere(reference)) {
        throw e;
      }
    }
    ModelPackage pulled = fetched(reference);
    if (pulled != null) {
      return pulled;
    }
    throw unknown(reference);
  }

  private static List<String> names(List<String> labels) {
    return labels.stream().map(label -> label.substring(0, label.indexOf('@'))).toList();
  }

  /** Whether a package of that name is here, and lacks a file. */
  private boolean isHere(String reference) throws IOException {
    List<String> here = new ArrayList<>(ChosenModel.shippedLabels());
    local.list().forEach(model -> here.add(model.label()));
    return here.stream()
        .anyMatch(label -> label.equals(reference) || label.startsWith(reference + "@"));
  }

  /**
   * The package of that name in the shared store, brought to this machine.
   *
   * @throws ReleaseException {@link Problem#UNKNOWN_MODEL} with the nearest name
   */
  public ModelPackage pull(String reference) throws IOException {
    ModelPackage pulled = fetched(reference);
    if (pulled == null) {
      throw unknown(reference);
    }
    return pulled;
  }

  private @Nullable ModelPackage fetched(String reference) throws IOException {
    List<StoredModel> stored = shared == null ? List.of() : shared.list();
    for (int i = stored.size() - 1; i >= 0; i--) {
      StoredModel model = stored.get(i);
      if (shared != null && (reference.equals(model.label()) || reference.equals(model.name()))) {
        return shared.pull(model, Path.of(local.place()));
      }
    }
    return null;
  }

  private ReleaseException unknown(String reference) throws IOException {
    List<String> known = new ArrayList<>(ChosenModel.shippedLabels());
    local.list().forEach(model -> known.add(model.label()));
    if (shared != null) {
      shared.list().forEach(model -> known.add(model.label()));
    }
    return new ReleaseException(
        Problem.UNKNOWN_MODEL,
        "no model package "
            + reference
            + ": there "
            + (known.isEmpty()
                ? "is none"
                : "are " + String.join(", ", known.stream().distinct().toList()))
            + " (in "
            + local.place()
            + (shared == null ? "" : ", " + shared.place())
            + " and as shipped)"
            + NearestName.hint(reference, reference.contains("@") ? known : names(known)));
  }

  /**
   * Checks a package as a job would, and puts it where jobs load it from.
   *
   * @throws ReleaseException {@link Problem#UNSOUND_PACKAGE} with the reason
   */
  public void stock(ModelPackage pack) throws IOException {
    PackageCheck check = PackageCheck.of(pack.dir());
    if (!check.sound()) {
      throw new ReleaseException(
          Problem.UNSOUND_PACKAGE, pack.id() + " is not released: " + check.message());
    }
    local.push(pack);
    if (shared != null) {
      shared.push(pack);
    }
  }

  /** The folder that this platform's jobs load packages from. */
  public String localPlace() {
    return local.place();
  }

  /** Does something with the releases of a broker. */
  public static <T> T withLog(Connection connection, Function<ReleaseLog, T> action)
      throws IOException {
    Connection checked = connection.checked();
    try (SchemaRegistryClient registry =
            RegistryClients.connect(RegistryConfig.of(checked.registryUrl()));
        ReleaseLog log = ReleaseLog.open(checked.clientConfig(), checked.topicPrefix(), registry)) {
      return action.apply(log);
    }
  }

  @Override
  public void close() {
    if (shared != null) {
      shared.close();
    }
  }
}
