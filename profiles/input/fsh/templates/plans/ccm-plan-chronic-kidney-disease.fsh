Instance: ccm-plan-chronic-kidney-disease
InstanceOf: PlanDefinition
Usage: #definition
* insert Plan(chronic-kidney-disease, [[Chronic kidney disease]], [[Enfermedad renal crónica]])
* description = "Goals and activities for adults with chronic kidney disease before dialysis."
* insert For(chronic-kidney-disease)
* insert Cites([[KDIGO 2024 guideline for the evaluation and management of chronic kidney disease]], [[https://kdigo.org/guidelines/ckd-evaluation-and-management/]])
* insert GoalKidneyFunction(chronic-kidney-disease)
* insert GoalUrineAlbumin(chronic-kidney-disease)
* insert GoalBloodPressure(chronic-kidney-disease)
* insert Do(test-kidney-function, kidney-function)
* insert ButEvery(1, 6, mo)
* insert Do(kidney-safe-medicines, kidney-function)
* insert Do(medication-review, kidney-function)
* insert Do(dietitian, kidney-function)
* insert Do(nephrologist, kidney-function)
* insert When([[%observations.where(code.coding.exists(code = '98979-8' or code = '33914-3' or code = '62238-1')).exists(value.ofType(Quantity).value < 30)]])
* insert Do(test-urine-albumin, urine-albumin)
* insert Do(home-blood-pressure, blood-pressure)
* insert Do(eat-less-salt, blood-pressure)
* insert DoAlso(symptoms-kidney)
* insert DoAlso(vaccine-check)
