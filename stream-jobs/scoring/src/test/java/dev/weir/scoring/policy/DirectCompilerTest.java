package dev.weir.scoring.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.weir.scoring.author.AuthorStanding;
import dev.weir.scoring.campaign.CampaignSighting;
import dev.weir.scoring.event.EventContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What runs as Java functions gives what CEL's interpreter gives. */
class DirectCompilerTest {

  private static final PolicyLists LISTS =
      new PolicyLists(Map.of("words", List.of("Red", "green"), "empty", List.of()));
  private static final RuleCompiler<TextFacts> COMPILER =
      new RuleCompiler<>(TextPolicies.DOMAIN, LISTS);

  private static final List<String> DOUBLES =
      List.of(
          "scores.spam",
          "author.strikes",
          "text.upper_share",
          "0.5",
          "-0.25",
          "0.0",
          "double(campaign.authors)",
          "event.rating");
  private static final List<String> INTS =
      List.of("campaign.authors", "author.texts", "text.words", "3", "0", "size(text.value)");
  private static final List<String> STRINGS =
      List.of("text.value", "text.normal", "event.channel", "'red'", "'Red'", "''", "event.kind");

  private final Random random = new Random(5);

  @Test
  void compile_randomExpressions_agreeWithTheInterpreter() {
    List<TextFacts> facts = facts();
    for (int i = 0; i < 1_500; i++) {
      String expression = condition(3);
      CelAbstractSyntaxTree ast = checked(expression);
      RuleProgram<TextFacts> direct = DirectCompiler.compile(TextPolicies.DOMAIN, ast, LISTS);
      RuleProgram<TextFacts> interpreted = COMPILER.interpreted(ast);
      assertThat(direct).as(expression).isNotNull();
      for (TextFacts one : facts) {
        assertThat(direct.fires(one)).as(expression).isEqualTo(interpreted.fires(one));
      }
    }
  }

  @Test
  void compile_whatMayFail_isLeftToTheInterpreter() {
    for (String expression :
        List.of(
            "author.removed / author.texts > 1",
            "author.texts + 1 > 3",
            "text.value.matches('a+')",
            "lists.words.exists(w, text.value.contains(w))",
            "scores.spam == 0.5",
            "int(text.value) > 3")) {
      assertThat(DirectCompiler.compile(TextPolicies.DOMAIN, checked(expression), LISTS))
          .as(expression)
          .isNull();
    }
  }

  @Test
  void compile_everyRuleOfTheDefaultPolicy_runsDirectly() {
    PolicyFile.Result file =
        PolicyFile.read(TextPolicies.DOMAIN.builtInText(), "e", java.time.Instant.EPOCH, "test");

    file.policy()
        .getRules()
        .forEach(
            rule ->
                assertThat(
                        DirectCompiler.compile(
                            TextPolicies.DOMAIN, checked(rule.getExpression()), LISTS))
                    .as(rule.getName())
                    .isNotNull());
  }

  private static CelAbstractSyntaxTree checked(String expression) {
    List<PolicyProblem> problems = new ArrayList<>();
    CelAbstractSyntaxTree ast = COMPILER.check("test", expression, problems);
    assertThat(problems).as(expression).isEmpty();
    return ast;
  }

  private String condition(int depth) {
    if (depth == 0 || random.nextInt(4) == 0) {
      return leaf();
    }
    return switch (random.nextInt(3)) {
      case 0 -> "(" + condition(depth - 1) + " && " + condition(depth - 1) + ")";
      case 1 -> "(" + condition(depth - 1) + " || " + condition(depth - 1) + ")";
      default -> "!(" + condition(depth - 1) + ")";
    };
  }

  private String leaf() {
    return switch (random.nextInt(7)) {
      case 0, 1 -> number(2) + comparison() + number(2);
      case 2 -> any(INTS) + comparison() + any(INTS);
      case 3 -> any(INTS) + (random.nextBoolean() ? " == " : " != ") + any(INTS);
      case 4 -> any(STRINGS) + (random.nextBoolean() ? " == " : " != ") + any(STRINGS);
      case 5 ->
          any(STRINGS)
              + any(List.of(".contains(", ".startsWith(", ".endsWith("))
              + any(STRINGS)
              + ")";
      default ->
          switch (random.nextInt(4)) {
            case 0 -> any(STRINGS) + " in lists.words";
            case 1 -> any(STRINGS) + " in ['red', 'comment']";
            case 2 ->
                any(STRINGS)
                    + ".hasWord("
                    + any(List.of("lists.words", "lists.empty", "['RED']"))
                    + ")";
            default -> any(List.of("event.reply", "true", "false"));
          };
    };
  }

  private String number(int depth) {
    if (depth == 0 || random.nextBoolean()) {
      return any(DOUBLES);
    }
    return "("
        + number(depth - 1)
        + any(List.of(" + ", " - ", " * ", " / "))
        + number(depth - 1)
        + ")";
  }

  private String comparison() {
    return any(List.of(" < ", " <= ", " > ", " >= "));
  }

  private String any(List<String> of) {
    return of.get(random.nextInt(of.size()));
  }

  private static List<TextFacts> facts() {
    return List.of(
        Policies.facts(0.5),
        Policies.facts(
            0.75,
            "A RED car, \uD83D\uDE97 really",
            new EventContext("web", null, null, 4f, true),
            new CampaignSighting(9, 3, 2, 5_000),
            new AuthorStanding(2.5, 1, 3, 1, 1, 10)),
        Policies.facts(0, "red", EventContext.NONE, new CampaignSighting(1, 1, 1, 0)));
  }
}
