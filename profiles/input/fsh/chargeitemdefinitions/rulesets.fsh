// The instances claim ccm-charge-item-definition and name its extensions by URL: made from the profile itself they take
// the compiler three times as long.

// What all charge codes share.
RuleSet: ChargeCode(system, code)
* meta.profile = "https://ccm-on-fhir.org/ig/StructureDefinition/ccm-charge-item-definition"
* extension[0].url = "https://ccm-on-fhir.org/ig/StructureDefinition/ccm-rule"
* url = "https://ccm-on-fhir.org/ig/ChargeItemDefinition/{code}"
* status = #active
* experimental = false
* lastReviewDate = "2026-11-23"
* copyright = "The title is the guide's own. Codes of CPT are the American Medical Association's, which holds the official texts."
* code = {system}#{code}

RuleSet: Earned(program, family, basis, maxUnits)
* extension[0].extension[+].url = "program"
* extension[0].extension[=].valueCode = #{program}
* extension[0].extension[+].url = "family"
* extension[0].extension[=].valueCode = #{family}
* extension[0].extension[+].url = "basis"
* extension[0].extension[=].valueCode = #{basis}
* extension[0].extension[+].url = "maxUnits"
* extension[0].extension[=].valuePositiveInt = {maxUnits}

RuleSet: Attested(attestation)
* extension[0].extension[+].url = "attestation"
* extension[0].extension[=].valueBoolean = {attestation}

// A base code: whose minutes, how many, which family wins when two pay the same.
RuleSet: Base(performer, threshold, rank)
* extension[0].extension[+].url = "performer"
* extension[0].extension[=].valueCode = #{performer}
* extension[0].extension[+].url = "threshold"
* extension[0].extension[=].valuePositiveInt = {threshold}
* extension[0].extension[+].url = "rank"
* extension[0].extension[=].valuePositiveInt = {rank}

RuleSet: AddOn(performer, base, increment)
* extension[0].extension[+].url = "performer"
* extension[0].extension[=].valueCode = #{performer}
* extension[0].extension[+].url = "addOnTo"
* extension[0].extension[=].valueCode = #{base}
* extension[0].extension[+].url = "increment"
* extension[0].extension[=].valuePositiveInt = {increment}

RuleSet: ModerateOrHigh
* extension[0].extension[+].url = "complexity"
* extension[0].extension[=].valueCode = #moderate
* extension[0].extension[+].url = "complexity"
* extension[0].extension[=].valueCode = #high

RuleSet: Source(text)
* extension[0].extension[+].url = "source"
* extension[0].extension[=].valueString = {text}

RuleSet: Excluded(exclusion)
* extension[0].extension[+].url = "exclusion"
* extension[0].extension[=].valueCode = #{exclusion}

// Periods: a version of the definition each.
RuleSet: Period(version, start, end)
* version = "{version}"
* effectivePeriod.start = "{start}"
* effectivePeriod.end = "{end}"

RuleSet: Price(amount, units, conversionFactor)
* propertyGroup.priceComponent[+].type = #base
* propertyGroup.priceComponent[=].code = FeeSchedule#standard
* propertyGroup.priceComponent[=].amount.value = {amount}
* propertyGroup.priceComponent[=].amount.currency = #USD
* insert MadeOf({units}, {conversionFactor})

RuleSet: QualifyingPrice(amount, units, conversionFactor)
* propertyGroup.priceComponent[+].type = #base
* propertyGroup.priceComponent[=].code = FeeSchedule#qualifying-apm
* propertyGroup.priceComponent[=].amount.value = {amount}
* propertyGroup.priceComponent[=].amount.currency = #USD
* insert MadeOf({units}, {conversionFactor})

RuleSet: MadeOf(units, conversionFactor)
* propertyGroup.priceComponent[=].extension[0].url = "https://ccm-on-fhir.org/ig/StructureDefinition/ccm-relative-value"
* propertyGroup.priceComponent[=].extension[0].extension[+].url = "units"
* propertyGroup.priceComponent[=].extension[0].extension[=].valueDecimal = {units}
* propertyGroup.priceComponent[=].extension[0].extension[+].url = "conversionFactor"
* propertyGroup.priceComponent[=].extension[0].extension[=].valueDecimal = {conversionFactor}
