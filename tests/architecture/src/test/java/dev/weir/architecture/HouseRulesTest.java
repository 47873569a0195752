package dev.weir.architecture;

import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.NullUnmarked;

/** Habits that hold in every module. */
@AnalyzeClasses(packages = "dev.weir", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {

  private static final String GENERATED = "org.apache.avro.specific.AvroGenerated";

  /**
   * Not what Avro and JMH generate, nor the libraries that the registry client brings under our
   * name.
   */
  private static final DescribedPredicate<JavaClass> OURS =
      DescribedPredicate.describe(
          "written for this project",
          type ->
              !type.getPackageName().startsWith("dev.weir.registry.")
                  && !type.getPackageName().endsWith(".jmh_generated")
                  && !type.isAnnotatedWith(GENERATED)
                  && type.getEnclosingClass().map(o -> !o.isAnnotatedWith(GENERATED)).orElse(true));

  private static final DescribedPredicate<JavaClass> IN_A_NULL_MARKED_PACKAGE =
      DescribedPredicate.describe(
          "in a package that is @NullMarked, or says why not by @NullUnmarked",
          type ->
              type.getPackage().isAnnotatedWith(NullMarked.class)
                  || type.getPackage().isAnnotatedWith(NullUnmarked.class));

  @ArchTest
  static final ArchRule packages_areNullMarked =
      classes().that(OURS).should(be(IN_A_NULL_MARKED_PACKAGE));

  @ArchTest
  static final ArchRule logging_goesThroughSlf4j =
      noClasses()
          .that(OURS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.util.logging..", "org.apache.log4j..", "org.apache.commons.logging..");

  @ArchTest
  static final ArchRule nobody_deserializesJavaObjects =
      noClasses().that(OURS).should().callMethod(ObjectInputStream.class, "readObject");
}
