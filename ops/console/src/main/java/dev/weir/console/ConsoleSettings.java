package dev.weir.console;

import dev.weir.console.access.ApiKeys;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a console runs. Immutable.
 *
 * @param bind address to listen on
 * @param port to listen on; 0 takes a free one
 * @param hosts further names that it is asked by
 * @param keys who may ask from elsewhere, and give labels that decide
 * @param bootstrapServers Kafka
 * @param schemaRegistry URL of the registry
 * @param topicPrefix what topic names begin with
 * @param runs folder of the learning runs; null where there is none to show
 */
public record ConsoleSettings(
    InetAddress bind,
    int port,
    Set<String> hosts,
    ApiKeys keys,
    String bootstrapServers,
    String schemaRegistry,
    String topicPrefix,
    @Nullable Path runs) {

  /** Checks the values against each other. */
  public ConsoleSettings {
    hosts = Set.copyOf(hosts);
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("option --port expects 0 to 65535; got " + port);
    }
    if (keys.isEmpty() && !bind.isLoopbackAddress()) {
      throw new IllegalArgumentException(
          "option --bind is "
              + bind.getHostAddress()
              + ", which others can reach, and there are no keys: make one with `weir console key`,"
              + " and name the file that has its line with --console-keys-file or"
              + " WEIR_CONSOLE_KEYS_FILE");
    }
    if (keys.isEmpty() && !hosts.isEmpty()) {
      throw new IllegalArgumentException(
          "option --host is for those who ask from elsewhere, and there are no keys: make one with"
              + " `weir console key`, and name the file with --console-keys-file");
    }
  }

  /**
   * The address of a name.
   *
   * @throws IllegalArgumentException if it has none
   */
  static InetAddress address(String bind) {
    try {
      return InetAddress.getByName(bind);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "option --bind expects an address of this machine such as 127.0.0.1; got '" + bind + "'",
          e);
    }
  }

  /** The names that requests may ask by. */
  Set<String> allHosts() {
    Set<String> all = new HashSet<>(hosts);
    if (!bind.isAnyLocalAddress()) {
      String address = bind.getHostAddress();
      all.add(address.contains(":") ? "[" + address + "]" : address);
    }
    return all;
  }
}
