package dev.weir.scoring.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class VerdictIdsTest {

  @Test
  void nameBased_exampleOfTheRfc_isItsUuid() {
    UUID dns = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

    assertThat(VerdictIds.nameBased(dns, "www.example.com"))
        .hasToString("2ed6657d-e927-568b-95e1-2665a8aea6a2");
  }

  @Test
  void ofText_sameEvent_neverChanges() {
    assertThat(VerdictIds.NAME_SPACE).hasToString("d0c26ef9-cfd0-5d8d-97fc-337fb775b43b");
    assertThat(VerdictIds.ofText("c-1")).isEqualTo("c9e166ca-7eec-5246-9024-31e24b779ae4");
  }

  @Test
  void ofText_otherEvent_differs() {
    assertThat(VerdictIds.ofText("c-2")).isNotEqualTo(VerdictIds.ofText("c-1"));
  }
}
