package dev.weir.engine.session;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs every graph of a GPU on that GPU's one thread, whoever calls: ONNX Runtime keeps memory for
 * each thread that ever ran on the device, gigabytes where threads rotate.
 */
final class PinnedGraphRun implements GraphRun {
  private static final ExecutorService DEVICE_THREAD =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "weir-gpu-0");
            thread.setDaemon(true);
            return thread;
          });

  private final GraphRun graph;

  PinnedGraphRun(GraphRun graph) {
    this.graph = graph;
  }

  @Override
  public void run(Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs)
      throws OrtException {
    Future<?> run =
        DEVICE_THREAD.submit(
            () -> {
              graph.run(inputs, outputs);
              return null;
            });
    boolean interrupted = false;
    try {
      while (true) {
        try {
          run.get();
          return;
        } catch (InterruptedException e) {
          interrupted = true; // the device still reads the caller's buffers: wait it out
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof OrtException failure) {
        throw failure;
      }
      throw new IllegalStateException("a run on the GPU failed", e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    graph.close();
  }
}
