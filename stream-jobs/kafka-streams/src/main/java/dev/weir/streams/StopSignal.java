package dev.weir.streams;

import java.lang.reflect.Proxy;

/**
 * Stops in order when the process is asked to end. A shutdown hook would run beside ONNX Runtime's
 * own, which frees the environment that threads still score in (docs/synchronization.md); after a
 * signal that is handled, main returns first and the hooks run then.
 */
final class StopSignal {

  private StopSignal() {}

  /** Runs the task, on a thread of its own, at SIGTERM and at SIGINT. */
  static void handle(Runnable stop) {
    handle("TERM", stop);
    handle("INT", stop);
  }

  /** By reflection: the compiler warns of the only class the JDK has for this. */
  private static void handle(String name, Runnable stop) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object handling =
          Proxy.newProxyInstance(
              StopSignal.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  new Thread(stop, "stop").start();
                }
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), handling);
    } catch (ReflectiveOperationException | RuntimeException e) {
      // a runtime without signals: the shutdown hook stops the application then
    }
  }
}
