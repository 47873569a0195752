package dev.weir.node;

import java.nio.file.Path;
import java.util.Properties;

/**
 * The settings of the embedded broker: one KRaft node that is broker and controller. Every
 * replication factor is 1, since there is no second node, and the internal topics have few
 * partitions, since each costs open files and start-up time.
 */
final class BrokerSettings {

  /** The id of the only node of the quorum. */
  static final int NODE_ID = 1;

  static final String CONTROLLER_LISTENER = "CONTROLLER";

  private BrokerSettings() {}

  static Path logDir(NodeConfig config) {
    return config.dataDir().resolve("kafka");
  }

  static Properties of(NodeConfig config) {
    String host = NodeConfig.LOOPBACK;
    String broker = "PLAINTEXT://" + host + ":" + config.brokerPort();
    Properties p = new Properties();
    p.setProperty("process.roles", "broker,controller");
    p.setProperty("node.id", Integer.toString(NODE_ID));
    p.setProperty("controller.quorum.voters", NODE_ID + "@" + host + ":" + config.controllerPort());
    p.setProperty("controller.listener.names", CONTROLLER_LISTENER);
    p.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    p.setProperty(
        "listeners",
        broker + "," + CONTROLLER_LISTENER + "://" + host + ":" + config.controllerPort());
    p.setProperty("advertised.listeners", broker);
    p.setProperty("log.dirs", logDir(config).toString());

    // one node
    p.setProperty("default.replication.factor", "1");
    p.setProperty("min.insync.replicas", "1");
    p.setProperty("offsets.topic.replication.factor", "1");
    p.setProperty("offsets.topic.num.partitions", "4");
    p.setProperty("transaction.state.log.replication.factor", "1");
    p.setProperty("transaction.state.log.min.isr", "1");
    p.setProperty("transaction.state.log.num.partitions", "4");
    p.setProperty("share.coordinator.state.topic.replication.factor", "1");
    p.setProperty("share.coordinator.state.topic.min.isr", "1");
    p.setProperty("share.coordinator.state.topic.num.partitions", "4");

    // topics are the platform's catalogue: a misspelt name is an error, not a new topic
    p.setProperty("auto.create.topics.enable", "false");

    // after a kill the broker's old session must end before it may register again
    p.setProperty("broker.session.timeout.ms", "2000");
    p.setProperty("broker.heartbeat.interval.ms", "500");
    p.setProperty("group.initial.rebalance.delay.ms", "0");

    // a small machine
    p.setProperty("num.network.threads", "2");
    p.setProperty("num.io.threads", "4");
    p.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(16 << 20));
    return p;
  }
}
