package dev.weir.engine.onnx;

import dev.weir.engine.error.ModelPackageException.Problem;
import dev.weir.engine.onnx.OnnxFile.BrokenModelException;
import dev.weir.engine.onnx.OnnxFile.Node;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why ONNX Runtime refused a file, found by reading the file ourselves: the runtime's own words
 * name its source files, not the node that somebody has to replace.
 *
 * @param problem for programs
 * @param reason what is wrong and what to do, for people
 */
record ModelFault(Problem problem, String reason) {
  private static final Pattern OPSET =
      Pattern.compile("support for domain (\\S+) is till opset (\\d+)");
  private static final Pattern OPERATOR =
      Pattern.compile(
          "No Op registered for (\\w+)|:(\\w+)\\(-?\\d+\\) is not a registered function"
              + "|not find an implementation for (\\w+)");

  /** The fault behind a refusal. */
  static ModelFault of(Path file, String refusal) {
    OnnxFile model;
    try {
      model = OnnxFile.read(file);
    } catch (BrokenModelException e) {
      return new ModelFault(
          Problem.TRUNCATED_MODEL, "the file " + e.getMessage() + "; copy or export it again");
    } catch (IOException e) {
      return new ModelFault(
          Problem.UNREADABLE_MODEL, "the file cannot be read (" + e + "); check the permissions");
    }
    Matcher opset = OPSET.matcher(refusal);
    if (opset.find()) {
      return opset(model, opset.group(1), opset.group(2));
    }
    Matcher operator = OPERATOR.matcher(refusal);
    if (operator.find()) {
      return operator(model, firstGroup(operator));
    }
    return new ModelFault(
        Problem.UNREADABLE_MODEL, "export it for an opset and operators that this runtime knows");
  }

  private static ModelFault opset(OnnxFile model, String domain, String newest) {
    Long asked = model.opsets().get(domain.equals("ai.onnx") ? "" : domain);
    return new ModelFault(
        Problem.UNSUPPORTED_OPSET,
        "it asks for opset "
            + asked
            + " of "
            + domain
            + ", this runtime knows those up to "
            + newest
            + "; export it with opset "
            + newest
            + " or older");
  }

  private static ModelFault operator(OnnxFile model, String operator) {
    String subject =
        model.nodes().stream()
            .filter(node -> node.operator().equals(operator))
            .findFirst()
            .map(Node::describe)
            .orElse("a node within another uses operator " + operator);
    return new ModelFault(
        Problem.UNSUPPORTED_OPERATOR,
        subject + ", which this runtime does not have; export the model without it");
  }

  private static String firstGroup(Matcher matcher) {
    for (int group = 1; group <= matcher.groupCount(); group++) {
      String found = matcher.group(group);
      if (found != null) {
        return found;
      }
    }
    return "";
  }
}
