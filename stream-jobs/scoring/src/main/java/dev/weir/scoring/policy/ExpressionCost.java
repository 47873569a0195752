package dev.weir.scoring.policy;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.List;

/**
 * How many steps an expression takes at most: one for each node, ten for functions that read a
 * text, and for a macro over a list as many times its body as the list has entries. Pure.
 */
final class ExpressionCost {

  private static final long TEXT_STEPS = 10;

  /** Assumed of a list that is computed and not named. */
  private static final int UNKNOWN_SIZE = 1_000;

  private final CelAbstractSyntaxTree ast;
  private final PolicyLists lists;

  private ExpressionCost(CelAbstractSyntaxTree ast, PolicyLists lists) {
    this.ast = ast;
    this.lists = lists;
  }

  static long of(CelAbstractSyntaxTree ast, PolicyLists lists) {
    return new ExpressionCost(ast, lists).steps(ast.getExpr());
  }

  private long steps(CelExpr expr) {
    return switch (expr.getKind()) {
      case CALL -> {
        long sum = ofCall(expr);
        for (CelExpr arg : expr.call().args()) {
          sum = plus(sum, steps(arg));
        }
        yield expr.call().target().isPresent() ? plus(sum, steps(expr.call().target().get())) : sum;
      }
      case LIST -> ofAll(expr.list().elements());
      case SELECT -> 1 + steps(expr.select().operand());
      case MAP -> {
        long sum = 1;
        for (CelExpr.CelMap.Entry entry : expr.map().entries()) {
          sum = plus(sum, plus(steps(entry.key()), steps(entry.value())));
        }
        yield sum;
      }
      case COMPREHENSION -> ofMacro(expr.comprehension());
      default -> 1;
    };
  }

  private long ofCall(CelExpr expr) {
    List<String> ids =
        ast.getReference(expr.id()).map(r -> (List<String>) r.overloadIds()).orElse(List.of());
    for (String id : ids) {
      if (id.equals("in_list")) {
        return size(expr.call().args().get(1));
      }
      if (id.contains("string")) {
        return TEXT_STEPS;
      }
    }
    return 1;
  }

  private long ofAll(List<CelExpr> elements) {
    long sum = 1;
    for (CelExpr element : elements) {
      sum = plus(sum, steps(element));
    }
    return sum;
  }

  private long ofMacro(CelComprehension macro) {
    long body = plus(steps(macro.loopCondition()), steps(macro.loopStep()));
    long loops = size(macro.iterRange());
    long all = body > Long.MAX_VALUE / Math.max(1, loops) ? Long.MAX_VALUE : loops * body;
    return plus(all, plus(steps(macro.iterRange()), steps(macro.result())));
  }

  private long size(CelExpr range) {
    if (range.getKind() == Kind.LIST) {
      return range.list().elements().size();
    }
    return range.getKind() == Kind.IDENT && lists.names().contains(range.ident().name())
        ? lists.list(range.ident().name()).size()
        : UNKNOWN_SIZE;
  }

  private static long plus(long a, long b) {
    return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
  }
}
