package dev.weir.scoring.policy;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelSource;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelVariableResolver;
import dev.cel.validator.CelValidator;
import dev.cel.validator.CelValidatorFactory;
import dev.cel.validator.validators.RegexLiteralValidator;
import dev.weir.engine.error.NearestName;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks expressions of one policy and makes them ready to run. An expression names only {@link
 * Variable}s of its domain and the policy's lists, ends in a bool, and takes a bounded number of
 * steps. Confined to one thread; what it makes is thread-safe.
 */
final class RuleCompiler<F> {

  /** Steps that one evaluation may take. */
  static final long MOST_STEPS = 20_000;

  /** Turns that all macros of one evaluation may take together. */
  static final int MOST_ITERATIONS = 2_000;

  static final int MOST_CHARS = 4_000;
  private static final int MOST_DEPTH = 60;
  private static final int MOST_REGEX = 1_000;

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .maxExpressionCodePointSize(MOST_CHARS)
          .maxParseRecursionDepth(MOST_DEPTH)
          .maxRegexProgramSize(MOST_REGEX)
          .comprehensionMaxIterations(MOST_ITERATIONS)
          .build();

  private static final CelRuntime RUNTIME =
      CelRuntimeFactory.standardCelRuntimeBuilder()
          .setOptions(OPTIONS)
          .addFunctionBindings(
              CelFunctionBinding.from(
                  WordSearch.OVERLOAD, String.class, List.class, WordSearch::celHasWord))
          .build();

  private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][\\w.]*");

  private final PolicyDomain<F> domain;
  private final PolicyLists lists;
  private final CelCompiler compiler;
  private final CelValidator validator;

  RuleCompiler(PolicyDomain<F> domain, PolicyLists lists) {
    this.domain = domain;
    this.lists = lists;
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .setResultType(SimpleType.BOOL)
            .addFunctionDeclarations(
                CelFunctionDecl.newFunctionDeclaration(
                    "hasWord",
                    CelOverloadDecl.newMemberOverload(
                        WordSearch.OVERLOAD,
                        SimpleType.BOOL,
                        SimpleType.STRING,
                        ListType.create(SimpleType.STRING))));
    domain
        .variables()
        .forEach(variable -> builder.addVar(variable.name(), typeOf(variable.kind())));
    lists.names().forEach(name -> builder.addVar(name, ListType.create(SimpleType.STRING)));
    compiler = builder.build();
    validator =
        CelValidatorFactory.standardCelValidatorBuilder(compiler, RUNTIME)
            .addAstValidators(RegexLiteralValidator.INSTANCE)
            .build();
  }

  /** The program, or null after adding what is wrong to {@code problems}. */
  @Nullable RuleProgram<F> compile(String where, String expression, List<PolicyProblem> problems) {
    CelAbstractSyntaxTree ast = check(where, expression, problems);
    if (ast == null) {
      return null;
    }
    RuleProgram<F> direct = DirectCompiler.compile(domain, ast, lists);
    return direct != null ? direct : interpreted(ast);
  }

  /** The program as CEL's own interpreter runs it. */
  RuleProgram<F> interpreted(CelAbstractSyntaxTree ast) {
    try {
      CelRuntime.Program program = RUNTIME.createProgram(ast);
      return facts -> evaluate(program, facts);
    } catch (CelEvaluationException e) {
      throw new IllegalStateException("a checked expression has no program: " + e.getMessage(), e);
    }
  }

  private boolean evaluate(CelRuntime.Program program, F facts) {
    CelVariableResolver resolver = name -> Optional.ofNullable(value(name, facts));
    try {
      return (Boolean) program.eval(resolver);
    } catch (CelEvaluationException e) {
      throw new RuleFailedException(e);
    }
  }

  private @Nullable Object value(String name, F facts) {
    Variable<F> variable = domain.variable(name).orElse(null);
    if (variable != null) {
      return variable.value(facts);
    }
    return lists.names().contains(name) ? lists.list(name) : null;
  }

  /** The checked expression, or null after adding what is wrong to {@code problems}. */
  @Nullable CelAbstractSyntaxTree check(
      String where, String expression, List<PolicyProblem> problems) {
    if (expression.isBlank() || expression.length() > MOST_CHARS) {
      problems.add(
          PolicyProblem.at(
              where,
              "the expression has "
                  + expression.length()
                  + " characters; expected 1 to "
                  + MOST_CHARS
                  + "; split it into several rules"));
      return null;
    }
    CelValidationResult result = compiler.compile(expression);
    try {
      if (!result.hasError()) {
        result = validator.validate(result.getAst());
      }
      if (result.hasError()) {
        result.getErrors().forEach(issue -> problems.add(explain(where, expression, issue)));
        return null;
      }
      CelAbstractSyntaxTree ast = result.getAst();
      int before = problems.size();
      checkDivisors(where, ast, problems);
      checkCost(where, ast, problems);
      return problems.size() == before ? ast : null;
    } catch (CelValidationException e) {
      problems.add(PolicyProblem.at(where, "not a CEL expression: " + e.getMessage()));
      return null;
    }
  }

  private PolicyProblem explain(String where, String expression, CelIssue issue) {
    CelSourceLocation at = issue.getSourceLocation();
    String message = issue.getMessage().lines().findFirst().orElse("");
    Matcher undeclared = UNDECLARED.matcher(message);
    if (undeclared.lookingAt()) {
      String name = nameAt(expression, at);
      message =
          name.isEmpty()
              ? "unknown function '" + undeclared.group(1) + "'; docs/policies.md lists them"
              : "unknown name '" + name + "'; " + known(name);
    } else if (message.contains("(double, int)") || message.contains("(int, double)")) {
      message += "; write a number beside a double with a point, such as 1.0";
    } else if (message.startsWith("expected type 'bool'")) {
      message += "; a rule is a condition that is true or false";
    }
    return new PolicyProblem(where, at.getLine(), at.getColumn() + 1, message);
  }

  /** The dotted name that begins there. */
  private static String nameAt(String expression, CelSourceLocation at) {
    String line = expression.lines().skip(at.getLine() - 1L).findFirst().orElse("");
    Matcher name = NAME.matcher(line.substring(Math.min(at.getColumn(), line.length())));
    return name.lookingAt() ? name.group() : "";
  }

  private String known(String name) {
    List<String> names =
        Stream.concat(domain.variables().stream().map(v -> v.name()), lists.names().stream())
            .toList();
    String nearest = NearestName.to(name, names);
    return nearest != null
        ? "did you mean '" + nearest + "'?"
        : "rules know "
            + String.join(", ", names.stream().map(RuleCompiler::group).distinct().toList())
            + " (docs/policies.md)";
  }

  private static String group(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot) + ".*";
  }

  private static void checkDivisors(
      String where, CelAbstractSyntaxTree ast, List<PolicyProblem> problems) {
    CelNavigableAst.fromAst(ast)
        .getRoot()
        .allNodes()
        .map(node -> node.expr())
        .filter(RuleCompiler::dividesByZero)
        .forEach(
            expr -> {
              CelSourceLocation at = locate(ast, expr);
              problems.add(
                  new PolicyProblem(
                      where,
                      at.getLine(),
                      at.getColumn() + 1,
                      "divides by zero; such a rule would never have a value"));
            });
  }

  private static CelSourceLocation locate(CelAbstractSyntaxTree ast, CelExpr expr) {
    CelSource source = ast.getSource();
    Integer offset = source.getPositionsMap().get(expr.id());
    return offset == null
        ? CelSourceLocation.NONE
        : source.getOffsetLocation(offset).orElse(CelSourceLocation.NONE);
  }

  private static boolean dividesByZero(CelExpr expr) {
    if (expr.getKind() != Kind.CALL
        || !(expr.call().function().equals("_/_") || expr.call().function().equals("_%_"))) {
      return false;
    }
    CelExpr divisor = expr.call().args().get(1);
    return divisor.getKind() == Kind.CONSTANT
        && divisor.constant().getKind() == CelConstant.Kind.INT64_VALUE
        && divisor.constant().int64Value() == 0;
  }

  private void checkCost(String where, CelAbstractSyntaxTree ast, List<PolicyProblem> problems) {
    long steps = ExpressionCost.of(ast, lists);
    if (steps > MOST_STEPS) {
      problems.add(
          PolicyProblem.at(
              where,
              "takes up to "
                  + steps
                  + " steps for one "
                  + domain.subject()
                  + "; expected at most "
                  + MOST_STEPS
                  + "; shorten the lists that it runs over, or use 'in' or hasWord instead of a"
                  + " macro"));
    }
  }

  private static CelType typeOf(Variable.Kind kind) {
    return switch (kind) {
      case DOUBLE -> SimpleType.DOUBLE;
      case INT -> SimpleType.INT;
      case STRING -> SimpleType.STRING;
      case BOOL -> SimpleType.BOOL;
    };
  }
}
