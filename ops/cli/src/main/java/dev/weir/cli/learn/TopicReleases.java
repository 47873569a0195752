package dev.weir.cli.learn;

import dev.weir.cli.kafka.Connection;
import dev.weir.engine.ModelIdentity;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.retrain.learning.gate.PromotionPolicy;
import dev.weir.retrain.learning.run.Releases;
import dev.weir.retrain.release.Announcement;
import dev.weir.retrain.release.ReleaseEntry;
import dev.weir.retrain.release.ReleaseException;
import dev.weir.retrain.release.ReleaseHistory;
import dev.weir.retrain.release.ReleaseLog;
import dev.weir.retrain.release.ReleaseScope;
import dev.weir.scoring.control.Assignment;
import dev.weir.scoring.control.ReleasedModel;
import dev.weir.serde.registry.RegistryClients;
import dev.weir.serde.registry.RegistryConfig;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Releases of one scope, text or fraud: packages in a folder, steps on the topic {@code
 * model-releases}. Owns its clients; not thread-safe.
 */
public final class TopicReleases implements Releases, AutoCloseable {
  private final ModelShelf shelf;
  private final ReleaseScope scope;
  private final SchemaRegistryClient registry;
  private final ReleaseLog log;

  /**
   * @param shelf of the packages, which stays the caller's
   * @param scope what is released
   */
  public TopicReleases(Connection connection, ModelShelf shelf, ReleaseScope scope) {
    this.shelf = shelf;
    this.scope = scope;
    this.registry = RegistryClients.connect(RegistryConfig.of(connection.registryUrl()));
    this.log = ReleaseLog.open(connection.clientConfig(), connection.topicPrefix(), registry);
  }

  /**
   * The model that is released as live; null if none is, so that jobs use the one they began with.
   */
  public @Nullable ReleasedModel live() {
    return log.read(scope).atLast().live();
  }

  /** The step of a model on its way to be live: a shadow or a canary; null if there is none. */
  public @Nullable ReleaseEntry trial() {
    ReleaseHistory history = log.read(scope);
    Assignment last = history.atLast();
    return Stream.concat(
            last.canaries().stream().map(Assignment.Canary::model), last.shadows().stream())
        .map(history::lastOf)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  @Override
  public Set<String> versions(String name) throws IOException {
    return shelf.versions(name);
  }

  @Override
  public void put(Path pack, ModelIdentity identity) throws IOException {
    shelf.put(ModelPackage.read(pack));
  }

  @Override
  public boolean isAnnounced(ModelIdentity identity) {
    return log.read(scope).lastOf(model(identity)) != null;
  }

  @Override
  public void announce(ModelIdentity identity, PromotionPolicy.Release release, String note)
      throws IOException {
    ReleasedModel model = model(identity);
    Announcement step =
        switch (release.stage()) {
          case "shadow" -> Announcement.shadow(model, Announcement.BY_RETRAIN, note);
          case "canary" ->
              Announcement.canary(
                  model, (float) release.canaryShare(), Announcement.BY_RETRAIN, note);
          case "live" -> Announcement.live(model, Announcement.BY_RETRAIN, note);
          default -> throw new IllegalArgumentException("release to " + release.stage());
        };
    try {
      log.publish(scope, step, ReleaseLog.LEAD);
    } catch (ReleaseException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static ReleasedModel model(ModelIdentity identity) {
    return new ReleasedModel(identity.name(), identity.version(), identity.digest());
  }

  @Override
  public void close() throws IOException {
    log.close();
    registry.close();
  }
}
