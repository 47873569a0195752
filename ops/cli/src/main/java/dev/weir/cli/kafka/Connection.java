package dev.weir.cli.kafka;

import dev.weir.cli.CommandFailure;
import dev.weir.platform.PlatformEndpoints;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.utils.Utils;

/**
 * Where broker and registry are.
 *
 * @param bootstrapServers {@code host:port[,host:port…]}
 * @param registryUrl base URL of the Confluent-compatible API
 * @param topicPrefix what topic names on the broker begin with
 */
public record Connection(String bootstrapServers, String registryUrl, String topicPrefix) {

  private static final int CONNECT_MILLIS = 3_000;

  /** A broker on a machine that is busy with its start has taken more than four. */
  private static final int ANSWER_SECONDS = 9;

  /** To a platform. */
  public static Connection of(PlatformEndpoints endpoints, String topicPrefix) {
    return new Connection(
        endpoints.bootstrapServers(), endpoints.registryUrl().toString(), topicPrefix);
  }

  /**
   * Reaches for both, at most about fifteen seconds.
   *
   * @throws CommandFailure naming the one that does not answer
   */
  public Connection checked() {
    checkBroker();
    checkRegistry();
    return this;
  }

  /** As {@link #checked}, the broker only. */
  public Connection brokerChecked() {
    checkBroker();
    return this;
  }

  /** Kafka client settings: the address, and time-outs that end a call within ten seconds. */
  public Map<String, Object> clientConfig() {
    Map<String, Object> config = new HashMap<>();
    config.put("bootstrap.servers", bootstrapServers);
    config.put("request.timeout.ms", 8_000);
    config.put("default.api.timeout.ms", 9_000);
    return config;
  }

  private void checkBroker() {
    if (!anyBrokerListens()) {
      throw new CommandFailure(brokerAway("nothing listens there"));
    }
    try (Admin admin = Admin.create(clientConfig())) {
      admin.describeCluster().nodes().get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new CommandFailure(brokerAway("it listens but does not answer as a Kafka broker"), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted", e);
    }
  }

  private boolean anyBrokerListens() {
    for (String server : bootstrapServers.split(",")) {
      String host = Utils.getHost(server.strip());
      Integer port = Utils.getPort(server.strip());
      if (host == null || port == null) {
        throw new CommandFailure(
            "broker address '"
                + server
                + "' is not of the form host:port; check --bootstrap-servers");
      }
      if (listens(host, port)) {
        return true;
      }
    }
    return false;
  }

  private String brokerAway(String why) {
    return "no broker at "
        + bootstrapServers
        + ": "
        + why
        + "; start one with `weir up` or give --bootstrap-servers";
  }

  private void checkRegistry() {
    URI uri = URI.create(registryUrl);
    int port = uri.getPort() >= 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
    if (uri.getHost() == null || !listens(uri.getHost(), port)) {
      throw new CommandFailure(
          "no schema registry at "
              + registryUrl
              + ": nothing listens there; start one with `weir up` or give --schema-registry");
    }
  }

  private static boolean listens(String host, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
