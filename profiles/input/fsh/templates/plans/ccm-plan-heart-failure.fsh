Instance: ccm-plan-heart-failure
InstanceOf: PlanDefinition
Usage: #definition
* insert Plan(heart-failure, [[Heart failure]], [[Insuficiencia cardíaca]])
* description = "Goals and activities for adults with heart failure: fluid, blood pressure, medicines, early warning."
* insert For(heart-failure)
* insert Cites([[2022 AHA/ACC/HFSA guideline for the management of heart failure]], [[https://doi.org/10.1161/CIR.0000000000001063]])
* insert GoalDryWeight(heart-failure)
* insert GoalBloodPressure(heart-failure)
* insert Do(home-weight-daily, dry-weight)
* insert Do(fluid-call, dry-weight)
* insert Do(eat-less-salt, dry-weight)
* insert Do(medication-review, dry-weight)
* insert ButEvery(1, 1, mo)
* insert Do(home-blood-pressure, blood-pressure)
* insert Do(test-kidney-function, dry-weight)
* insert ButEvery(1, 3, mo)
* insert DoAlso(symptoms-heart-failure)
* insert DoAlso(kidney-safe-medicines)
* insert DoAlso(flu-vaccine)
* insert DoAlso(cardiac-rehabilitation)
