package dev.weir.node;

import java.io.IOException;
import java.io.PrintStream;
import org.apache.logging.log4j.LogManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Main class of the process that holds broker and Flink. Configured by system properties ({@link
 * NodeConfig#from}); answers with one line on standard output, {@value #READY} or {@value #FAILED}
 * followed by the reason; everything else printed to standard output goes to standard error. Runs
 * until it is terminated (SIGTERM), then stops Flink and broker in that order.
 */
public final class NodeMain {

  /** The line that says: broker and Flink answer. */
  public static final String READY = "weir-node ready";

  /** The start of the line that says why the node did not start. */
  public static final String FAILED = "weir-node failed: ";

  private NodeMain() {}

  /** Starts the node; exits with 1 where that fails. */
  public static void main(String[] args) {
    PrintStream answers = System.out;
    System.setOut(System.err);
    NodeConfig config;
    try {
      config = NodeConfig.from(System.getProperties());
    } catch (IllegalArgumentException e) {
      answers.println(FAILED + e.getMessage());
      System.exit(2);
      return;
    }
    Logger log = LoggerFactory.getLogger(NodeMain.class);
    Node node;
    try {
      node = Node.start(config);
    } catch (IOException | RuntimeException e) {
      log.error("the node did not start", e);
      answers.println(FAILED + StartFailure.explain(e, config));
      answers.flush();
      LogManager.shutdown();
      Runtime.getRuntime().halt(1);
      return;
    }
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  node.close();
                  log.info("the node has stopped");
                  LogManager.shutdown();
                },
                "weir-stop"));
    log.info("the node is ready");
    answers.println(READY);
    answers.flush();
  }
}
