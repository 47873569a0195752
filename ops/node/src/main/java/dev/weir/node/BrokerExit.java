package dev.weir.node;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.Exit;

/**
 * What happens when the broker gives up. Kafka ends the process then, which suits a running node;
 * while it starts, the reason has to be told first.
 */
final class BrokerExit {

  /** Time in which the start itself usually fails too, with a cause that says more. */
  private static final long GRACE_SECONDS = 2;

  private BrokerExit() {}

  /** From now on a broker that gives up fails this start instead of ending the process. */
  static void failInstead(CompletableFuture<Broker> start) {
    Executor later = CompletableFuture.delayedExecutor(GRACE_SECONDS, TimeUnit.SECONDS);
    Exit.Procedure fail =
        (code, message) ->
            later.execute(
                () ->
                    start.completeExceptionally(
                        new IllegalStateException("the broker gave up while it started")));
    Exit.setExitProcedure(fail);
    Exit.setHaltProcedure(fail);
  }

  /**
   * From now on a broker that gives up ends the process at once; what hangs on it could not be
   * stopped in order. Set outright: resetting Kafka's procedures leaves ones that end nothing.
   */
  static void allow() {
    Exit.Procedure halt = (code, message) -> Runtime.getRuntime().halt(code);
    Exit.setExitProcedure(halt);
    Exit.setHaltProcedure(halt);
  }
}
