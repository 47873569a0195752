package dev.weir.engine.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.engine.ModelIdentity;
import dev.weir.engine.onnx.OrtRuntime;
import java.util.List;

/**
 * What a benchmark measured, on what.
 *
 * @param results the figures
 * @param model that was measured
 */
public record BenchReport(List<BenchResult> results, ModelIdentity model) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  public BenchReport {
    results = List.copyOf(results);
  }

  /** The report as {@code weir bench … --json} prints it. */
  public ObjectNode toJson() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ArrayNode array = root.putArray("results");
    for (BenchResult result : results) {
      ObjectNode node = array.addObject();
      node.put("id", result.id());
      node.put("value", result.value());
      node.put("unit", result.unit());
      node.put("target", result.target());
      result.samples().forEach(node.putArray("samples")::add);
      node.set("conditions", MAPPER.valueToTree(result.conditions()));
    }
    ObjectNode machine = root.putObject("machine");
    machine.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    machine.put("processors", Runtime.getRuntime().availableProcessors());
    machine.put("load", MachineLoad.average());
    machine.put("max_heap_mib", Runtime.getRuntime().maxMemory() >> 20);
    ObjectNode versions = root.putObject("versions");
    versions.put("java", System.getProperty("java.runtime.version"));
    versions.put("onnxruntime", OrtRuntime.version());
    ObjectNode measured = root.putObject("model");
    measured.put("name", model.name());
    measured.put("version", model.version());
    measured.put("digest", model.digest());
    return root;
  }
}
