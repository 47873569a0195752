package dev.weir.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * Which code may know which; Maven's class paths and restricted imports hold the coarse ones too.
 */
@AnalyzeClasses(packages = "dev.weir", importOptions = ImportOption.DoNotIncludeTests.class)
class BoundariesTest {

  private static final String[] STREAM_ENGINES = {
    "org.apache.flink..", "org.apache.kafka.streams..", "dev.weir.flink..", "dev.weir.streams.."
  };

  @ArchTest
  static final ArchRule engine_knowsNoStreamAndNoBroker =
      noClasses()
          .that()
          .resideInAnyPackage("dev.weir.engine..", "dev.weir.sample..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.flink..",
              "org.apache.kafka..",
              "org.apache.avro..",
              "dev.weir.schemas..");

  @ArchTest
  static final ArchRule scoring_knowsNoStreamEngine =
      noClasses()
          .that()
          .resideInAPackage("dev.weir.scoring..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(STREAM_ENGINES);

  @ArchTest
  static final ArchRule guardOfLabels_knowsNoStreamAndNoBroker =
      noClasses()
          .that()
          .resideInAPackage("dev.weir.retrain.feedback..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.flink..", "org.apache.kafka..");

  @ArchTest
  static final ArchRule schemasAndSerde_knowNobodyAbove =
      noClasses()
          .that()
          .resideInAnyPackage("dev.weir.schemas..", "dev.weir.serde..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.weir.engine..",
              "dev.weir.scoring..",
              "dev.weir.flink..",
              "dev.weir.streams..",
              "dev.weir.platform..",
              "dev.weir.cli..");

  @ArchTest
  static final ArchRule commandAndSupervisor_knowNoFlinkAndNoBrokerInside =
      noClasses()
          .that()
          .resideInAnyPackage("dev.weir.cli..", "dev.weir.platform..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.flink..", "kafka..", "org.apache.kafka.server..", "org.rocksdb..");

  @ArchTest
  static final ArchRule jobs_doNotReachForTheCommand =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.weir.flink..", "dev.weir.streams..", "dev.weir.scoring..", "dev.weir.engine..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.weir.cli..", "dev.weir.platform..", "dev.weir.node..");

  @ArchTest
  static final ArchRule packages_haveNoCycles =
      slices().matching("dev.weir.(*).(*)..").namingSlices("$1/$2").should().beFreeOfCycles();
}
