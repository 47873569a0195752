package dev.weir.cli.command;

import dev.weir.cli.CommandFailure;
import dev.weir.cli.UsageFailure;
import dev.weir.cli.kafka.Connection;
import dev.weir.cli.kafka.TopicReader;
import dev.weir.cli.show.Json;
import dev.weir.schemas.FraudAlert;
import dev.weir.serde.WeirAvroDeserializer;
import dev.weir.serde.registry.RegistryClients;
import dev.weir.serde.registry.RegistryConfig;
import dev.weir.serde.topic.WeirTopic;
import dev.weir.webhook.AlertWebhook;
import dev.weir.webhook.Backoff;
import dev.weir.webhook.Secret;
import dev.weir.webhook.Target;
import dev.weir.webhook.Undelivered;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir webhook --url …}: fraud alerts go to an HTTP endpoint. */
@Command(
    name = "webhook",
    header = "Send fraud alerts to an HTTP endpoint, signed, until it has taken them.",
    mixinStandardHelpOptions = true,
    description = {
      "Reads the topic of fraud alerts as a consumer group and posts each alert as JSON, signed with a",
      "secret that the receiver knows (docs/webhooks.md). What is not taken is tried again, at growing",
      "distances; what is refused or never taken is written to a file, and the next one follows.",
      "",
      "The secret is the variable WEIR_WEBHOOK_SECRET or the file of --secret-file.",
      ""
    })
public final class WebhookCommand implements Callable<Integer> {

  private static final String SECRET = "WEIR_WEBHOOK_SECRET";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--url",
      required = true,
      paramLabel = "URL",
      description = "where alerts are posted: https, or http on this machine")
  private URI url = URI.create("");

  @Option(
      names = "--secret-file",
      paramLabel = "FILE",
      description = "file with the secret (default: the variable WEIR_WEBHOOK_SECRET)")
  private @Nullable Path secretFile;

  @Option(
      names = "--group",
      paramLabel = "NAME",
      description = "consumer group; another one gets every alert as well (default: weir-webhook)")
  private String group = "weir-webhook";

  @Option(
      names = "--from-beginning",
      description = "a new group begins with the oldest alert, not with the next one")
  private boolean fromBeginning;

  @Option(
      names = "--attempts",
      paramLabel = "N",
      description = "before an alert is given up (default: 12, some eight minutes)")
  private int attempts = Backoff.DEFAULT.attempts();

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      description = "of one attempt (default: PT10S)")
  private Duration timeout = Duration.ofSeconds(10);

  @Option(
      names = "--undelivered",
      paramLabel = "FILE",
      description = "alerts that were given up (default: webhook/undelivered.jsonl in --dir)")
  private @Nullable Path undelivered;

  @Option(names = "--json", description = "one JSON object for each alert")
  private boolean json;

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Override
  public Integer call() throws IOException {
    Target target;
    Backoff backoff;
    try {
      target = new Target(url, timeout);
      backoff = Backoff.DEFAULT.withAttempts(attempts);
    } catch (IllegalArgumentException e) {
      throw new UsageFailure(String.valueOf(e.getMessage()));
    }
    Secret secret = secret();
    Connection connection = kafka.connection().checked();
    String topic = WeirTopic.FRAUD_ALERTS.topicName(connection.topicPrefix());
    // fails with a message where there is no such topic
    new TopicReader(connection, List.of(topic)).close();
    Path file =
        undelivered != null ? undelivered : kafka.dir().resolve("webhook/undelivered.jsonl");
    try (SchemaRegistryClient registry =
        RegistryClients.connect(RegistryConfig.of(connection.registryUrl()))) {
      AlertWebhook webhook =
          new AlertWebhook(
              new AlertWebhook.Settings(
                  connection.clientConfig(), topic, group, fromBeginning, target, backoff),
              secret,
              new Undelivered(file),
              new WeirAvroDeserializer<>(FraudAlert.class, registry),
              this::show);
      Runtime.getRuntime().addShutdownHook(new Thread(webhook::stop, "webhook-stop"));
      spec.commandLine()
          .getErr()
          .println("sending " + topic + " to " + target + "; stop with Ctrl-C");
      webhook.run();
    }
    return 0;
  }

  private Secret secret() throws IOException {
    try {
      if (secretFile != null) {
        return Secret.ofFile(secretFile);
      }
      @Nullable String variable = System.getenv(SECRET);
      if (variable == null) {
        throw new CommandFailure(
            "no secret to sign with; set " + SECRET + " or give --secret-file FILE");
      }
      return Secret.ofText(variable, SECRET);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    } catch (java.nio.file.NoSuchFileException e) {
      throw new UsageFailure("--secret-file: no file " + e.getFile());
    }
  }

  private void show(AlertWebhook.Done done) {
    PrintWriter out = spec.commandLine().getOut();
    @Nullable String failure = done.failure();
    if (json) {
      out.println(
          Json.object()
              .put("key", done.key())
              .put("attempts", done.attempts())
              .put("failure", failure)
              .toString());
    } else {
      out.println(
          failure == null
              ? "sent " + done.key() + (done.attempts() == 1 ? "" : ", attempt " + done.attempts())
              : "gave up " + done.key() + ": " + failure);
    }
    out.flush();
  }
}
