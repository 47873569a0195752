package dev.weir.streams.batch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.Sensor.RecordingLevel;
import org.apache.kafka.common.metrics.stats.CumulativeSum;
import org.apache.kafka.common.metrics.stats.Percentile;
import org.apache.kafka.common.metrics.stats.Percentiles;
import org.apache.kafka.common.metrics.stats.Percentiles.BucketSizing;
import org.apache.kafka.streams.StreamsMetrics;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.internals.metrics.StreamsMetricsImpl;

/**
 * Metrics of one task, in the group {@code weir} of Kafka Streams with the tag {@code task-id};
 * histograms look at the last minute. A task has one of these, or none of its metrics has the name
 * of another's. Confined to the task's thread; reporters read concurrently.
 */
public final class TaskMetrics implements AutoCloseable {

  static final String GROUP = "weir";

  private static final int HISTOGRAM_BYTES = 4_000;

  private final StreamsMetricsImpl registry;
  private final TaskId task;
  private final List<Sensor> sensors = new ArrayList<>();
  private final List<MetricName> gauges = new ArrayList<>();

  /**
   * @param registry of Kafka Streams itself, as its public face takes numbers but no words
   */
  public TaskMetrics(StreamsMetrics registry, TaskId task) {
    this.registry = (StreamsMetricsImpl) registry;
    this.task = task;
  }

  /** A value that reporters ask for, on their threads; tags are names and values in turn. */
  public void gauge(String name, Supplier<Object> value, String... tagsOf) {
    MetricName metric = name(name, tagsOf);
    // a task that ended without closing may have left one, which would look at another thread
    registry.removeMetric(metric);
    registry
        .metricsRegistry()
        .addMetric(metric, (Gauge<Object>) (config, nowMillis) -> value.get());
    gauges.add(metric);
  }

  /** A sum since the task began; the tag, if any, is a name and a value. */
  public Sensor counter(String name, String... tag) {
    Sensor sensor = sensor(String.join(".", name, String.join(".", tag)));
    sensor.add(name(name, tag), new CumulativeSum());
    return sensor;
  }

  /** Three metrics with the endings {@code -p50}, {@code -p95} and {@code -p99}. */
  public Sensor histogram(String name, double max) {
    Sensor sensor = sensor(name);
    sensor.add(
        new Percentiles(
            HISTOGRAM_BYTES,
            max,
            BucketSizing.LINEAR,
            new Percentile(name(name + "-p50"), 50),
            new Percentile(name(name + "-p95"), 95),
            new Percentile(name(name + "-p99"), 99)));
    return sensor;
  }

  private Sensor sensor(String name) {
    Sensor sensor = registry.addSensor(GROUP + "." + task + "." + name, RecordingLevel.INFO);
    sensors.add(sensor);
    return sensor;
  }

  /** The name of a metric of this task. */
  MetricName name(String name, String... tag) {
    Map<String, String> tags = new HashMap<>();
    tags.put("task-id", task.toString());
    for (int i = 0; i + 1 < tag.length; i += 2) {
      tags.put(tag[i], tag[i + 1]);
    }
    return new MetricName(name, GROUP, "of scoring", tags);
  }

  /** Takes the metrics back; the task goes elsewhere. */
  @Override
  public void close() {
    sensors.forEach(registry::removeSensor);
    gauges.forEach(registry::removeMetric);
  }
}
