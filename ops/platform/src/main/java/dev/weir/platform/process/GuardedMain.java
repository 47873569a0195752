package dev.weir.platform.process;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * Main class of every child process: runs another main class, and ends the process when the parent
 * has gone. The parent holds the write end of the child's standard input and never writes; the
 * operating system closes it however the parent dies, so standard input at its end means no parent.
 *
 * <p>SIGINT is ignored: Ctrl-C reaches all processes of a terminal at once, and the children are to
 * live until the parent has stopped what runs on them.
 */
public final class GuardedMain {

  private static final long EXIT_LIMIT_MS = 10_000;

  private GuardedMain() {}

  /** Runs the main class named by the first argument with the others. */
  public static void main(String[] args) throws Throwable {
    ignoreInterrupts();
    daemon("weir-parent-watch", GuardedMain::endWithParent);
    Method main = Class.forName(args[0]).getMethod("main", String[].class);
    try {
      main.invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static void endWithParent() {
    try {
      while (System.in.read() >= 0) {
        // nothing is said on this channel
      }
    } catch (IOException e) {
      // a broken channel is a closed one
    }
    daemon("weir-exit-limit", GuardedMain::haltAfterLimit);
    System.exit(0);
  }

  private static void haltAfterLimit() {
    try {
      Thread.sleep(EXIT_LIMIT_MS);
    } catch (InterruptedException e) {
      // halt now
    }
    Runtime.getRuntime().halt(1);
  }

  private static void daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** By reflection: the compiler warns of the only class the JDK has for this. */
  private static void ignoreInterrupts() {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object ignore = handler.getField("SIG_IGN").get(null);
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance("INT"), ignore);
    } catch (ReflectiveOperationException | RuntimeException e) {
      // a runtime without signals: Ctrl-C then ends the child at once, which it survives
    }
  }
}
