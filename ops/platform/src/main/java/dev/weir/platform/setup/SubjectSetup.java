package dev.weir.platform.setup;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.platform.PlatformException;
import dev.weir.platform.http.JsonHttp;
import dev.weir.schemas.evolution.EvolutionRule;
import dev.weir.serde.topic.WeirTopic;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.apache.avro.Schema;

/**
 * Tells a schema registry what may change: the global rule, and for every topic its schema and
 * rule. Works on any registry with Confluent's interface.
 */
public final class SubjectSetup {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  private static final Duration ASK_LIMIT = Duration.ofSeconds(2);
  private static final long ASK_PAUSE_MS = 50;

  private final JsonHttp http = new JsonHttp();
  private final URI registry;

  /** The registry by the address that Confluent clients take. */
  public SubjectSetup(URI registry) {
    this.registry = registry;
  }

  /** Returns once the registry answers, or once the caller no longer wants it to. */
  public void awaitAnswer(BooleanSupplier givenUp) {
    URI question = URI.create(registry + "/config");
    while (!answers(question) && !givenUp.getAsBoolean()) {
      try {
        Thread.sleep(ASK_PAUSE_MS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private boolean answers(URI question) {
    try {
      return http.get(question, ASK_LIMIT).ok();
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Sets the global rule to BACKWARD and registers each topic's schema and rule. Registering again
   * what is there changes nothing.
   *
   * @throws PlatformException if the registry refuses or does not answer
   */
  public void registerAll(String prefix) {
    send("PUT", "/config", compatibility("BACKWARD"));
    for (WeirTopic topic : WeirTopic.values()) {
      topic.valueSchema().ifPresent(schema -> register(topic.subject(prefix), schema));
      topic.evolution().ifPresent(rule -> protect(topic.subject(prefix), rule));
    }
  }

  private void register(String subject, Schema schema) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("schema", schema.toString());
    send("POST", "/subjects/" + subject + "/versions", body);
  }

  private void protect(String subject, EvolutionRule rule) {
    send("PUT", "/config/" + subject, compatibility(rule.name()));
  }

  private static ObjectNode compatibility(String level) {
    return JsonNodeFactory.instance.objectNode().put("compatibility", level);
  }

  private void send(String method, String path, ObjectNode body) {
    URI uri = URI.create(registry + path);
    JsonHttp.Answer answer;
    try {
      answer = http.send(method, uri, body, LIMIT);
    } catch (IOException e) {
      throw new PlatformException(
          "the schema registry at %s does not answer: %s".formatted(registry, e.getMessage()), e);
    }
    if (!answer.ok()) {
      throw new PlatformException(
          "the schema registry refused %s %s with %d: %s"
              .formatted(
                  method,
                  path,
                  answer.status(),
                  answer.body().path("message").asText("no reason given")));
    }
  }
}
