package dev.weir.platform.run;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What runs on a folder, as the run file says it. Immutable.
 *
 * @param ready false while it still starts
 * @param supervisor the process that started the others and stops them
 * @param dir the platform's folder
 * @param topicPrefix what every topic name begins with
 * @param bootstrapServers Kafka, {@code host:port}
 * @param registryUrl schema registry
 * @param flinkUrl Flink REST and web UI
 * @param consoleUrl the console; null where none runs, or it is an older platform's file
 * @param children processes of the supervisor
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RunState(
    boolean ready,
    ProcessRef supervisor,
    String dir,
    String topicPrefix,
    String bootstrapServers,
    String registryUrl,
    String flinkUrl,
    @Nullable String consoleUrl,
    List<ProcessRef> children) {

  /** Copies the list. */
  public RunState {
    children = List.copyOf(children);
  }
}
