// One row of a map each. Standing: counts, review, never.

// A code of the CCW's own set for the category.
RuleSet: Ccw(code, category, standing)
* group[0].element[+].code = #{code}
* group[0].element[=].target[+].code = #{category}
* insert Stands({standing})
* group[0].element[=].target[=].comment = "CCW"

// The same code in a second category of the CCW.
RuleSet: CcwToo(category, standing)
* group[0].element[=].target[+].code = #{category}
* insert Stands({standing})
* group[0].element[=].target[=].comment = "CCW"

// A code that the CCW's set of 2022 lacks.
RuleSet: Own(code, category, standing)
* group[0].element[+].code = #{code}
* group[0].element[=].target[+].code = #{category}
* insert Stands({standing})
* group[0].element[=].target[=].comment = "Product: newer than the CCW set, or missing there"

// A SNOMED CT code with the ICD-10-CM code that a coder would look at first.
RuleSet: Sct(code, category, standing, icd)
* insert SctUncoded({code}, {category}, {standing})
* group[0].element[=].target[=].product[+].property = "http://hl7.org/fhir/sid/icd-10-cm"
* group[0].element[=].target[=].product[=].value = "{icd}"

// A SNOMED CT code for which ICD-10-CM wants more than the code says.
RuleSet: SctUncoded(code, category, standing)
* group[0].element[+].code = #{code}
* group[0].element[=].target[+].code = #{category}
* insert Stands({standing})
* group[0].element[=].target[=].comment = "Product"

RuleSet: SctToo(category, standing)
* group[0].element[=].target[+].code = #{category}
* insert Stands({standing})
* group[0].element[=].target[=].comment = "Product"

RuleSet: Stands(standing)
* group[0].element[=].target[=].equivalence = #wider
* group[0].element[=].target[=].product[+].property = "https://ccm-on-fhir.org/ig/CodeSystem/ccm-standing"
* group[0].element[=].target[=].product[=].value = "{standing}"

// An event: what it stands for once four weeks have passed since its onset.
RuleSet: AfterFourWeeks(standing)
* group[0].element[=].target[=].product[+].property = "https://ccm-on-fhir.org/ig/CodeSystem/ccm-standing#after-four-weeks"
* group[0].element[=].target[=].product[=].value = "{standing}"

// End-stage renal disease: the monthly ESRD services exclude care management by the same practitioner.
RuleSet: EndStageRenal
* group[0].element[=].target[=].product[+].property = "https://ccm-on-fhir.org/ig/CodeSystem/ccm-rule#esrd"
* group[0].element[=].target[=].product[=].value = "true"
