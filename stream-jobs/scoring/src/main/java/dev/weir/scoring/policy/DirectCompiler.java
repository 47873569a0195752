package dev.weir.scoring.policy;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Turns a checked expression into Java functions, where it uses nothing that can fail: comparisons,
 * logic, arithmetic on doubles, membership in lists and the plain string functions. CEL's own
 * interpreter takes about a microsecond for such an expression, these functions a few nanoseconds;
 * everything else goes to the interpreter, and a test holds the two equal. Operators are recognised
 * by the overload that CEL's type checker has chosen. Confined to one expression.
 */
final class DirectCompiler<F> {

  private final PolicyDomain<F> domain;
  private final CelAbstractSyntaxTree ast;
  private final PolicyLists lists;

  private DirectCompiler(PolicyDomain<F> domain, CelAbstractSyntaxTree ast, PolicyLists lists) {
    this.domain = domain;
    this.ast = ast;
    this.lists = lists;
  }

  /** The program, or null where the expression uses something else. */
  static <F> @Nullable RuleProgram<F> compile(
      PolicyDomain<F> domain, CelAbstractSyntaxTree ast, PolicyLists lists) {
    Predicate<F> condition = new DirectCompiler<>(domain, ast, lists).bool(ast.getExpr());
    return condition == null ? null : condition::test;
  }

  private String overload(CelExpr expr) {
    List<String> ids =
        ast.getReference(expr.id()).map(reference -> reference.overloadIds()).orElse(null);
    return ids == null || ids.size() != 1 ? "" : ids.get(0);
  }

  /** Target and arguments of a call, in this order. */
  private static List<CelExpr> operands(CelCall call) {
    List<CelExpr> operands = new ArrayList<>(call.args().size() + 1);
    call.target().ifPresent(operands::add);
    operands.addAll(call.args());
    return operands;
  }

  private @Nullable Predicate<F> bool(CelExpr expr) {
    if (expr.getKind() == Kind.CONSTANT
        && expr.constant().getKind() == CelConstant.Kind.BOOLEAN_VALUE) {
      boolean value = expr.constant().booleanValue();
      return facts -> value;
    }
    Variable<F> variable = variable(expr);
    if (variable != null) {
      return variable.reader().flag();
    }
    if (expr.getKind() != Kind.CALL) {
      return null;
    }
    List<CelExpr> on = operands(expr.call());
    String overload = overload(expr);
    return switch (overload) {
      case "logical_not" -> not(bool(on.get(0)));
      case "logical_and" -> and(bool(on.get(0)), bool(on.get(1)));
      case "logical_or" -> or(bool(on.get(0)), bool(on.get(1)));
      case "equals" -> equal(on.get(0), on.get(1));
      case "not_equals" -> not(equal(on.get(0), on.get(1)));
      case "in_list" -> in(on.get(0), on.get(1));
      case WordSearch.OVERLOAD -> hasWord(on.get(0), on.get(1));
      case "contains_string", "starts_with_string", "ends_with_string" ->
          search(overload, text(on.get(0)), text(on.get(1)));
      default -> compare(overload, on);
    };
  }

  private @Nullable Predicate<F> compare(String overload, List<CelExpr> on) {
    if (on.size() != 2) {
      return null;
    }
    if (overload.endsWith("_double")) {
      return compareNumbers(overload, number(on.get(0)), number(on.get(1)));
    }
    return overload.endsWith("_int64")
        ? compareCounts(overload, count(on.get(0)), count(on.get(1)))
        : null;
  }

  private static <F> @Nullable Predicate<F> compareNumbers(
      String overload, @Nullable ToDoubleFunction<F> a, @Nullable ToDoubleFunction<F> b) {
    if (a == null || b == null) {
      return null;
    }
    return switch (overload) {
      case "less_double" -> f -> a.applyAsDouble(f) < b.applyAsDouble(f);
      case "less_equals_double" -> f -> a.applyAsDouble(f) <= b.applyAsDouble(f);
      case "greater_double" -> f -> a.applyAsDouble(f) > b.applyAsDouble(f);
      case "greater_equals_double" -> f -> a.applyAsDouble(f) >= b.applyAsDouble(f);
      default -> null;
    };
  }

  private static <F> @Nullable Predicate<F> compareCounts(
      String overload, @Nullable ToLongFunction<F> a, @Nullable ToLongFunction<F> b) {
    if (a == null || b == null) {
      return null;
    }
    return switch (overload) {
      case "less_int64" -> f -> a.applyAsLong(f) < b.applyAsLong(f);
      case "less_equals_int64" -> f -> a.applyAsLong(f) <= b.applyAsLong(f);
      case "greater_int64" -> f -> a.applyAsLong(f) > b.applyAsLong(f);
      case "greater_equals_int64" -> f -> a.applyAsLong(f) >= b.applyAsLong(f);
      default -> null;
    };
  }

  private @Nullable Predicate<F> equal(CelExpr left, CelExpr right) {
    ToLongFunction<F> countA = count(left);
    ToLongFunction<F> countB = count(right);
    if (countA != null && countB != null) {
      return f -> countA.applyAsLong(f) == countB.applyAsLong(f);
    }
    Function<F, String> textA = text(left);
    Function<F, String> textB = text(right);
    if (textA != null && textB != null) {
      return f -> textA.apply(f).equals(textB.apply(f));
    }
    return null;
  }

  private @Nullable Predicate<F> in(CelExpr element, CelExpr range) {
    Function<F, String> text = text(element);
    Set<String> entries = entries(range);
    return text == null || entries == null ? null : f -> entries.contains(text.apply(f));
  }

  private @Nullable Predicate<F> hasWord(CelExpr target, CelExpr range) {
    Function<F, String> text = text(target);
    Set<String> entries = entries(range);
    if (text == null || entries == null) {
      return null;
    }
    Set<String> words =
        range.getKind() == Kind.IDENT
            ? lists.words(range.ident().name())
            : PolicyLists.lowered(entries);
    return f -> WordSearch.hasWord(text.apply(f), words);
  }

  private @Nullable Set<String> entries(CelExpr range) {
    if (range.getKind() == Kind.IDENT) {
      String name = range.ident().name();
      return lists.names().contains(name) ? lists.set(name) : null;
    }
    if (range.getKind() != Kind.LIST) {
      return null;
    }
    List<String> entries = new ArrayList<>();
    for (CelExpr element : range.list().elements()) {
      if (element.getKind() != Kind.CONSTANT
          || element.constant().getKind() != CelConstant.Kind.STRING_VALUE) {
        return null;
      }
      entries.add(element.constant().stringValue());
    }
    return Set.copyOf(entries);
  }

  private static <F> @Nullable Predicate<F> search(
      String overload, @Nullable Function<F, String> text, @Nullable Function<F, String> part) {
    if (text == null || part == null) {
      return null;
    }
    return switch (overload) {
      case "contains_string" -> f -> text.apply(f).contains(part.apply(f));
      case "starts_with_string" -> f -> text.apply(f).startsWith(part.apply(f));
      default -> f -> text.apply(f).endsWith(part.apply(f));
    };
  }

  private @Nullable ToDoubleFunction<F> number(CelExpr expr) {
    if (expr.getKind() == Kind.CONSTANT
        && expr.constant().getKind() == CelConstant.Kind.DOUBLE_VALUE) {
      double value = expr.constant().doubleValue();
      return facts -> value;
    }
    Variable<F> variable = variable(expr);
    if (variable != null) {
      return variable.reader().number();
    }
    if (expr.getKind() != Kind.CALL) {
      return null;
    }
    List<CelExpr> on = operands(expr.call());
    String overload = overload(expr);
    if (overload.equals("negate_double")) {
      ToDoubleFunction<F> a = number(on.get(0));
      return a == null ? null : f -> -a.applyAsDouble(f);
    }
    if (overload.equals("int64_to_double")) {
      ToLongFunction<F> a = count(on.get(0));
      return a == null ? null : a::applyAsLong;
    }
    return on.size() == 2 ? arithmetic(overload, number(on.get(0)), number(on.get(1))) : null;
  }

  private static <F> @Nullable ToDoubleFunction<F> arithmetic(
      String overload, @Nullable ToDoubleFunction<F> a, @Nullable ToDoubleFunction<F> b) {
    if (a == null || b == null) {
      return null;
    }
    return switch (overload) {
      case "add_double" -> f -> a.applyAsDouble(f) + b.applyAsDouble(f);
      case "subtract_double" -> f -> a.applyAsDouble(f) - b.applyAsDouble(f);
      case "multiply_double" -> f -> a.applyAsDouble(f) * b.applyAsDouble(f);
      case "divide_double" -> f -> a.applyAsDouble(f) / b.applyAsDouble(f);
      default -> null;
    };
  }

  private @Nullable ToLongFunction<F> count(CelExpr expr) {
    if (expr.getKind() == Kind.CONSTANT
        && expr.constant().getKind() == CelConstant.Kind.INT64_VALUE) {
      long value = expr.constant().int64Value();
      return facts -> value;
    }
    Variable<F> variable = variable(expr);
    if (variable != null) {
      return variable.reader().count();
    }
    if (expr.getKind() == Kind.CALL && overload(expr).equals("size_string")) {
      Function<F, String> text = text(operands(expr.call()).get(0));
      return text == null ? null : f -> codePoints(text.apply(f));
    }
    return null;
  }

  private static long codePoints(String text) {
    return text.codePointCount(0, text.length());
  }

  private @Nullable Function<F, String> text(CelExpr expr) {
    if (expr.getKind() == Kind.CONSTANT
        && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE) {
      String value = expr.constant().stringValue();
      return facts -> value;
    }
    Variable<F> variable = variable(expr);
    return variable == null ? null : variable.reader().text();
  }

  private @Nullable Variable<F> variable(CelExpr expr) {
    return expr.getKind() == Kind.IDENT ? domain.variable(expr.ident().name()).orElse(null) : null;
  }

  private static <F> @Nullable Predicate<F> not(@Nullable Predicate<F> a) {
    return a == null ? null : a.negate();
  }

  private static <F> @Nullable Predicate<F> and(
      @Nullable Predicate<F> a, @Nullable Predicate<F> b) {
    return a == null || b == null ? null : a.and(b);
  }

  private static <F> @Nullable Predicate<F> or(@Nullable Predicate<F> a, @Nullable Predicate<F> b) {
    return a == null || b == null ? null : a.or(b);
  }
}
