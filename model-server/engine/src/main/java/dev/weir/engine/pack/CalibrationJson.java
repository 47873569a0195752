package dev.weir.engine.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.engine.calibrate.Calibration;
import dev.weir.engine.calibrate.IsotonicMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The {@code calibration} of a task in {@code weir.json}. */
final class CalibrationJson {
  private CalibrationJson() {}

  static Calibration read(String task, JsonNode node) {
    if (node.isMissingNode()) {
      return Calibration.none();
    }
    JsonFields.only(
        node, Set.of("method", "temperature", "slope", "intercept", "thresholds", "values"));
    String method = JsonFields.text(node, "method");
    return switch (method) {
      case "none" -> Calibration.none();
      case "temperature" -> Calibration.temperature(JsonFields.number(node, "temperature"));
      case "platt" ->
          Calibration.platt(JsonFields.number(node, "slope"), JsonFields.number(node, "intercept"));
      case "isotonic" ->
          Calibration.isotonic(
              JsonFields.floats(node, "thresholds"), JsonFields.floats(node, "values"));
      default ->
          throw new IllegalArgumentException(
              "task "
                  + task
                  + ": unknown calibration method '"
                  + method
                  + "'; known are none, temperature, platt and isotonic");
    };
  }

  static void write(Calibration calibration, ObjectNode node) {
    @Nullable IsotonicMap curve = calibration.curve();
    if (curve != null) {
      node.put("method", "isotonic");
      put(curve.thresholds(), node.putArray("thresholds"));
      put(curve.values(), node.putArray("values"));
    } else if (calibration.method() == Calibration.Method.TEMPERATURE) {
      node.put("method", "temperature").put("temperature", 1 / calibration.scale());
    } else {
      node.put("method", "platt")
          .put("slope", calibration.scale())
          .put("intercept", calibration.shift());
    }
  }

  private static void put(float[] values, ArrayNode array) {
    for (float value : values) {
      array.add(value);
    }
  }
}
