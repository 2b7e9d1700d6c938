package org.convolex;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass.Predicates;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import org.convolex.optim.Directions;
import org.convolex.optim.Solver;
import org.convolex.optim.WorkingSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The direction of imports, as docs/architecture.md has it. */
class ArchitectureTest {
    private static final String ROOT = "org.convolex";
    private static final JavaClasses LIBRARY = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    /** A package, and those of ours that it may import; "." is the root package. */
    @ParameterizedTest
    @CsvSource({
        "linalg,  ''",
        "hash,    ''",
        "data,    hash linalg",
        "patch,   data linalg",
        "kernel,  patch data linalg",
        "optim,   hash linalg",
        "network, optim linalg",
        "certify, network optim hash linalg",
        ".,       certify optim data linalg",
        "ccnn,    . certify optim kernel patch data hash linalg",
        "exact,   . certify network optim patch data hash linalg",
        "relaxation, . certify network optim patch data hash linalg",
        "convotron, . optim data linalg",
        "onnx,    . ccnn exact relaxation convotron certify network optim kernel patch data linalg",
    })
    void importsOnlyWhatIsBelow(String name, String below) {
        String self = packageOf(name);
        String[] allowed = (name + " " + below).trim().split(" +");
        for (int i = 0; i < allowed.length; i++) {
            allowed[i] = packageOf(allowed[i]);
        }
        ArchRule rule = classes()
                .that()
                .resideInAPackage(self)
                .should()
                .onlyDependOnClassesThat(
                        Predicates.resideInAnyPackage(allowed).or(Predicates.resideOutsideOfPackage(ROOT + "..")));
        rule.check(LIBRARY);
    }

    private static String packageOf(String name) {
        return name.equals(".") ? ROOT : ROOT + "." + name;
    }

    @Test
    void nothingInTheLibraryImportsTheModelFiles() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".model..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".model..")
                .check(LIBRARY);
    }

    /** A certificate must not inherit a solver's mistakes. */
    @Test
    void certifiersShareNothingWithSolvers() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".certify..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Solver.class)
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(WorkingSet.class, Directions.class)
                .orShould()
                .dependOnClassesThat()
                .haveSimpleNameStartingWith("FusedPass")
                .check(LIBRARY);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.(**)").should().beFreeOfCycles().check(LIBRARY);
    }

    @Test
    void librariesAreUsedInOnePackageOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".linalg")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.ojalgo..", "jdk.incubator..")
                .check(LIBRARY);
    }

    /** Who does not probe exported models does without it. */
    @Test
    void onlyProbesNeedTheOptionalLibrary() {
        noClasses()
                .that()
                .haveSimpleNameNotStartingWith("RuntimeSession")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.onnxruntime..")
                .check(LIBRARY);
    }

    /** Its stages are a module of their own. */
    @Test
    void theLibraryDoesNotKnowSpark() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + ".spark..", "org.apache.spark..", "scala..")
                .check(LIBRARY);
    }

    /** Reading a model must never run code that a file names. */
    @Test
    void nothingIsSerializedByJava() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(ObjectInputStream.class, ObjectOutputStream.class, Serializable.class)
                .check(LIBRARY);
    }

    @Test
    void theLibraryNeitherPrintsNorExits() {
        noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .check(LIBRARY);
    }
}
