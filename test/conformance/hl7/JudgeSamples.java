import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hl7.fhir.r5.context.IWorkerContext.VersionResolutionRules;
import org.hl7.fhir.r5.elementmodel.Element;
import org.hl7.fhir.r5.elementmodel.Manager.FhirFormat;
import org.hl7.fhir.r5.model.CanonicalResource;
import org.hl7.fhir.r5.model.CanonicalType;
import org.hl7.fhir.r5.model.CodeSystem;
import org.hl7.fhir.r5.extensions.ExtensionDefinitions;
import org.hl7.fhir.r5.extensions.ExtensionUtilities;
import org.hl7.fhir.r5.model.ElementDefinition;
import org.hl7.fhir.r5.model.ElementDefinition.ElementDefinitionBindingComponent;
import org.hl7.fhir.r5.model.Enumerations.BindingStrength;
import org.hl7.fhir.r5.model.Enumerations.CodeSystemContentMode;
import org.hl7.fhir.r5.model.StructureDefinition;
import org.hl7.fhir.r5.model.ValueSet;
import org.hl7.fhir.r5.model.ValueSet.ConceptSetComponent;
import org.hl7.fhir.r5.utils.validation.IResourceValidator;
import org.hl7.fhir.r5.utils.validation.IValidatorResourceFetcher;
import org.hl7.fhir.r5.utils.validation.constants.ReferenceValidationPolicy;
import org.hl7.fhir.utilities.FhirPublication;
import org.hl7.fhir.utilities.http.ManagedWebAccess;
import org.hl7.fhir.utilities.json.model.JsonArray;
import org.hl7.fhir.utilities.json.model.JsonObject;
import org.hl7.fhir.utilities.validation.ValidationMessage;
import org.hl7.fhir.validation.ValidationEngine;
import org.hl7.fhir.validation.instance.advisor.BasePolicyAdvisorForFullValidation;

/**
 * Lets the official HL7 FHIR validator judge JSON files by R4 4.0.1 and by further definitions, without a network.
 *
 * <pre>
 * java -Duser.home=HOME -cp 'jars/*' JudgeSamples.java [--definitions FOLDER]... [--known URL]... FOLDER
 * </pre>
 *
 * Prints one JSON object a line: for each file {"file", "messages": [{"severity", "id", "location", "text"}]}, and at the
 * end {"unjudged": [value set, ...]}: required bindings whose codes nobody can know without a terminology server. A known URL
 * (or what begins with it) is one that HL7 publishes and that is in no definitions here. HOME keeps the engine's packages.
 * Whoever starts it decides what the messages mean.
 */
@SuppressWarnings({"deprecation", "removal"})
public class JudgeSamples {
  private static final String CORE = "hl7.fhir.r4.core#4.0.1";

  public static void main(String[] words) throws Exception {
    // The engine talks on standard output, which is for the verdicts.
    PrintStream verdicts = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    System.setOut(System.err);
    ManagedWebAccess.setAccessPolicy(ManagedWebAccess.WebAccessPolicy.PROHIBITED);
    List<Path> definitions = new ArrayList<>();
    List<String> known = new ArrayList<>();
    Path samples = null;
    for (int i = 0; i < words.length; i++) {
      if (words[i].equals("--definitions")) definitions.add(Path.of(words[++i]));
      else if (words[i].equals("--known")) known.add(words[++i]);
      else samples = Path.of(words[i]);
    }
    if (samples == null) throw new IllegalArgumentException("no folder of samples");
    layPackages();
    Set<String> unjudgedSets = new TreeSet<>();
    ValidationEngine engine = engineWith(definitions);
    new Bindings(engine, unjudgedSets).relax();
    engine.setFetcher(new KnownUrls(known));
    for (Path file : jsonFiles(samples)) {
      verdicts.println(verdict(engine, samples, file));
      // Nobody listens any more.
      if (verdicts.checkError()) System.exit(3);
    }
    JsonArray unjudged = new JsonArray();
    unjudgedSets.forEach(unjudged::add);
    verdicts.println(new JsonObject().add("unjudged", unjudged).toString());
    verdicts.flush();
    System.exit(0);
  }

  private static ValidationEngine engineWith(List<Path> definitions) throws Exception {
    ValidationEngine engine =
        new ValidationEngine.ValidationEngineBuilder()
            .withVersion("4.0.1")
            .withNoTerminologyServer()
            .withCanRunWithoutTerminologyServer(true)
            .fromSource(CORE);
    engine.connectToTSServer(null, null, FhirPublication.R4, false);
    for (Path folder : definitions) engine.getIgLoader().loadIg(engine.getIgs(), engine.getBinaries(), folder.toString(), false);
    // A sample refers to what was not collected with it.
    engine.setAssumeValidRestReferences(true);
    engine.getDefaultInstanceValidatorParameters().setAssumeValidRestReferences(true);
    // Extensions that nobody here defines are allowed, as R4 has it.
    engine.setAnyExtensionsAllowed(true);
    engine.getDefaultInstanceValidatorParameters().setExtensions(List.of("any"));
    engine.setPolicyAdvisor(
        new BasePolicyAdvisorForFullValidation(ReferenceValidationPolicy.CHECK_TYPE_IF_EXISTS, Set.of()));
    engine.prepare();
    return engine;
  }

  private static List<Path> jsonFiles(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(path -> path.toString().endsWith(".json")).sorted().toList();
    }
  }

  private static String verdict(ValidationEngine engine, Path samples, Path file) throws IOException {
    List<ValidationMessage> messages = new ArrayList<>();
    JsonArray said = new JsonArray();
    try {
      engine.validate(Files.readAllBytes(file), FhirFormat.JSON, List.of(), messages);
    } catch (Exception | StackOverflowError failure) {
      said.add(message("fatal", "ENGINE_FAILED", "", String.valueOf(failure)));
    }
    for (ValidationMessage each : messages)
      said.add(message(each.getLevel().toCode(), String.valueOf(each.getMessageId()), each.getLocation(), each.getMessage()));
    String name = samples.relativize(file).toString().replace('\\', '/');
    return new JsonObject().add("file", name).add("messages", said).toString().replace("\n", " ");
  }

  private static JsonObject message(String severity, String id, String location, String text) {
    return new JsonObject().add("severity", severity).add("id", id).add("location", location).add("text", text);
  }

  /**
   * Takes the force out of bindings to value sets whose codes are not at hand: the engine would call every code wrong.
   * Which these were is told to the caller.
   */
  private record Bindings(ValidationEngine engine, Set<String> unjudged) {
    void relax() {
      for (StructureDefinition structure : engine.getContext().fetchResourcesByType(StructureDefinition.class))
        for (ElementDefinition element : structure.getSnapshot().getElement())
          // A slice may be told from others by its binding alone.
          if (element.hasBinding() && !element.hasSliceName()) relax(element.getBinding());
    }

    private void relax(ElementDefinitionBindingComponent binding) {
      String most = ExtensionUtilities.readStringExtension(binding, ExtensionDefinitions.EXT_MAX_VALUESET);
      if (binding.getStrength() == BindingStrength.REQUIRED && !isKnown(binding.getValueSet(), 0)) {
        unjudged.add(binding.getValueSet());
        binding.setStrength(BindingStrength.EXAMPLE);
      }
      if (most != null && !isKnown(most, 0)) {
        unjudged.add(most);
        binding.getExtension().removeIf(extension -> extension.getUrl().equals(ExtensionDefinitions.EXT_MAX_VALUESET));
      }
    }

    /** Whether every part of a value set is drawn from code systems that are here, or lists codes of such. */
    private boolean isKnown(String url, int depth) {
      ValueSet valueSet = url == null || depth > 10 ? null : engine.getContext().fetchResource(ValueSet.class, url);
      return valueSet != null
          && Stream.concat(valueSet.getCompose().getInclude().stream(), valueSet.getCompose().getExclude().stream())
              .allMatch(part -> isKnown(part, depth));
    }

    private boolean isKnown(ConceptSetComponent part, int depth) {
      if (!part.getValueSet().stream().allMatch(url -> isKnown(url.getValue(), depth + 1))) return false;
      if (!part.hasSystem()) return true;
      CodeSystem system = engine.getContext().fetchCodeSystem(part.getSystem(), null);
      if (system == null) return false;
      return system.getContent() == CodeSystemContentMode.COMPLETE || (part.hasConcept() && !part.hasFilter());
    }
  }

  /** Asked where the engine itself knows no answer: these URLs are taken as there, and nothing is fetched. */
  private record KnownUrls(List<String> known) implements IValidatorResourceFetcher {
    @Override
    public boolean resolveURL(
        IResourceValidator validator,
        Object context,
        String path,
        String url,
        VersionResolutionRules rules,
        String type,
        boolean canonical,
        List<CanonicalType> targets) {
      return known.stream().anyMatch(url::startsWith);
    }

    @Override
    public Element fetch(IResourceValidator validator, Object context, String url) {
      return null;
    }

    @Override
    public byte[] fetchRaw(IResourceValidator validator, String url) throws IOException {
      throw new IOException("nothing is fetched");
    }

    @Override
    public IValidatorResourceFetcher setLocale(Locale locale) {
      return this;
    }

    @Override
    public CanonicalResource fetchCanonicalResource(IResourceValidator validator, Object context, String url) {
      return null;
    }

    @Override
    public boolean fetchesCanonicalResource(IResourceValidator validator, String url) {
      return false;
    }

    @Override
    public Set<ResourceVersionInformation> fetchCanonicalResourceVersions(
        IResourceValidator validator, Object context, String url) {
      return Set.of();
    }
  }

  /** R4 as a package, out of the Maven artifact that carries it; and one that the engine asks for, empty. */
  private static void layPackages() throws Exception {
    Path packages = Path.of(System.getProperty("user.home"), ".fhir", "packages");
    lay(packages, "hl7.fhir.xver-extensions#0.1.0", "IG", folder -> {});
    lay(packages, CORE, "Core", JudgeSamples::writeCore);
  }

  private interface Content {
    void write(Path folder) throws Exception;
  }

  private static void lay(Path packages, String name, String type, Content content) throws Exception {
    Path home = packages.resolve(name);
    if (Files.exists(home)) return;
    Path unfinished = packages.resolve("." + name.replace('#', '-') + "-" + ProcessHandle.current().pid());
    Path folder = Files.createDirectories(unfinished.resolve("package"));
    content.write(folder);
    String[] parts = name.split("#");
    Files.writeString(
        folder.resolve("package.json"),
        new JsonObject()
            .add("name", parts[0])
            .add("version", parts[1])
            .add("type", type)
            .add("canonical", "http://hl7.org/fhir")
            .add("url", "http://hl7.org/fhir/R4")
            .add("date", "20191101094500")
            .add("title", parts[0])
            .add("fhirVersions", new JsonArray().add("4.0.1"))
            .add("dependencies", new JsonObject())
            .toString());
    Files.move(unfinished, home);
  }

  private static void writeCore(Path folder) throws Exception {
    var xml = new org.hl7.fhir.r4.formats.XmlParser();
    var json = new org.hl7.fhir.r4.formats.JsonParser();
    for (String source :
        List.of(
            "profile/profiles-types.xml",
            "profile/profiles-resources.xml",
            "profile/profiles-others.xml",
            "extension/extension-definitions.xml",
            "valueset/valuesets.xml",
            "valueset/v2-tables.xml",
            "valueset/v3-codesystems.xml",
            "sp/search-parameters.json"))
      try (InputStream in = JudgeSamples.class.getClassLoader().getResourceAsStream("org/hl7/fhir/r4/model/" + source)) {
        if (in == null) throw new IOException(source + " is not in the definitions of R4");
        var bundle = (org.hl7.fhir.r4.model.Bundle) (source.endsWith(".xml") ? xml : json).parse(in);
        for (var entry : bundle.getEntry()) {
          var resource = entry.getResource();
          String id = resource == null ? null : resource.getIdElement().getIdPart();
          if (id == null || id.isEmpty()) continue;
          Path file = folder.resolve(resource.fhirType() + "-" + id.replaceAll("[^A-Za-z0-9.-]", "_") + ".json");
          resource.setId(id);
          if (!Files.exists(file)) Files.writeString(file, json.composeString(resource));
        }
      }
  }
}
