package dev.weir.scoring;

import static dev.weir.scoring.control.Releases.ledger;
import static dev.weir.scoring.control.Releases.model;
import static dev.weir.scoring.control.Releases.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.engine.error.ModelPackageException;
import dev.weir.engine.error.ModelPackageException.Problem;
import dev.weir.schemas.ReleaseStage;
import dev.weir.schemas.ReleaseStep;
import dev.weir.scoring.control.ReleasedModel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReleasedModelsTest {

  private static final ReleaseStep A = step("a", ReleaseStage.LIVE, null, 0);
  private static final ReleaseStep B = step("b", ReleaseStage.LIVE, null, 1_000_000);

  private final Set<String> broken = ConcurrentHashMap.newKeySet();
  private final Set<FakeScorer> opened = ConcurrentHashMap.newKeySet();
  private final ReleasedModels<TextModel> models = new ReleasedModels<>(this::load);

  @AfterEach
  void close() {
    models.close();
  }

  @Test
  void await_announcedModel_isLoadedOnce() throws InterruptedException {
    models.announce(ledger(A, B), 0);

    TextModel b = models.await(model("b"));

    assertThat(b.identity().name()).isEqualTo("b");
    assertThat(models.await(model("b"))).isSameAs(b);
    models.await(model("a"));
    assertThat(opened).hasSize(2);
    assertThat(models.refusals()).isZero();
  }

  @Test
  void await_modelOfAnOldRange_isLoadedWhenAsked() throws InterruptedException {
    models.announce(ledger(A, B), 2_000_000);

    assertThat(models.await(model("a")).identity().name()).isEqualTo("a");
  }

  @Test
  void await_packageThatCannotBeUsed_isNullAndTheLedgerForgetsIt() throws InterruptedException {
    broken.add("b");
    models.announce(ledger(A, B), 0);

    assertThat(models.await(model("b"))).isNull();
    assertThat(models.usable().modelFor(2_000_000, "e")).isEqualTo(model("a"));
    assertThat(models.refusals()).isEqualTo(1);
  }

  @Test
  void announce_ofAnotherModel_leavesARefusedOneAlone() throws InterruptedException {
    broken.add("b");
    models.announce(ledger(A, B), 0);
    models.await(model("b"));
    broken.clear();

    models.announce(ledger(A, B, step("c", ReleaseStage.SHADOW, null, 0)), 0);

    assertThat(models.await(model("c"))).isNotNull();
    assertThat(models.usable().modelFor(2_000_000, "e")).isEqualTo(model("a"));
    assertThat(models.await(model("b"))).isNull();
    assertThat(models.refusals()).isEqualTo(1);
  }

  @Test
  void announce_ofTheRefusedModel_triesItAgain() throws InterruptedException {
    broken.add("b");
    models.announce(ledger(A, B), 0);
    models.await(model("b"));
    broken.clear();

    models.announce(ledger(A, B, B), 0);

    assertThat(models.await(model("b"))).isNotNull();
    assertThat(models.usable().modelFor(2_000_000, "e")).isEqualTo(model("b"));
  }

  @Test
  void closeUnneeded_afterTheLastLateRecord_closesTheModel() throws InterruptedException {
    models.announce(ledger(A, B), 0);
    FakeScorer a = (FakeScorer) models.await(model("a")).scorer();
    models.await(model("b"));

    models.closeUnneeded(1_000_000 + ReleasedModels.LATE_MILLIS - 1);
    assertThat(a.closed).isFalse();
    models.closeUnneeded(1_000_000 + ReleasedModels.LATE_MILLIS);
    assertThat(a.closed).isTrue();
    assertThat(((FakeScorer) models.await(model("b")).scorer()).closed).isFalse();
  }

  @Test
  void close_closesEveryModel() throws InterruptedException {
    models.announce(ledger(A), 0);
    models.await(model("a"));

    models.close();

    assertThat(opened).allMatch(scorer -> scorer.closed);
    assertThatThrownBy(() -> models.await(model("b"))).isInstanceOf(IllegalStateException.class);
  }

  private TextModel load(ReleasedModel wanted) {
    if (broken.contains(wanted.name())) {
      throw new ModelPackageException(Problem.TRUNCATED_MODEL, "it ends early");
    }
    FakeScorer scorer = new FakeScorer(wanted.name());
    opened.add(scorer);
    return scorer.asModel();
  }
}
